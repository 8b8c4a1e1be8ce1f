import type { Plugin } from 'vite';

/** What starts only in a browser, and only when somebody begins to work: Monaco and the lab. */
const browserOnly = /\/(?:src\/workbench\/editor\/monaco[\w-]*|sandbox\/browser)\.ts$/u;

/** Keeps the heavy parts of the workbench out of the pages, and their styles with their scripts. */
export function browserOnlyModules(): Plugin[] {
  return [leaveOutOfPages(), keepLazyStyles()];
}

/** The build that renders pages never calls these modules, and bundling them would take half of its time. */
function leaveOutOfPages(): Plugin {
  return {
    name: 'spanlab:leave-out-of-pages',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name !== 'client',
    load: {
      filter: { id: browserOnly },
      handler: () => 'export default undefined;',
    },
  };
}

/**
 * Astro takes styles that no page has for orphans and deletes them. Monaco's belong to a script that is
 * imported on demand: named among that chunk's assets, they stay, and come with it.
 */
function keepLazyStyles(): Plugin {
  return {
    name: 'spanlab:keep-lazy-styles',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'client',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || chunk.viteMetadata === undefined) continue;
        if (!chunk.moduleIds.some((id) => id.includes('/node_modules/monaco-editor/'))) continue;
        for (const style of chunk.viteMetadata.importedCss) chunk.viteMetadata.importedAssets.add(style);
      }
    },
  };
}
