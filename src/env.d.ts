/// <reference types="astro/client" />
/// <reference types="@astrojs/starlight" />

declare namespace App {
  interface Locals {
    /** Glossary terms this page has used so far. */
    usedTerms?: Set<string>;
  }
}

/** Astro's own tools see more; this is enough for `tsc` to follow an import. */
declare module '*.astro' {
  const component: (props: Record<string, unknown>) => unknown;
  export default component;
}

/** Starlight serves its own and overridden components under these names, and has no types for them. */
declare module 'virtual:starlight/components/*' {
  const component: (props: Record<string, unknown>) => unknown;
  export default component;
}
