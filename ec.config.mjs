import { hiddenCode } from './src/site/hidden-code-plugin.ts';

// The rest of Expressive Code's options are in astro.config.mjs. Those with functions in them must be in a file of their
// own, for pages with a <Code> component import it.
export default { plugins: [hiddenCode()] };
