import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/**
 * Makes the components of `src/components` usable in every page of `content/` without an import.
 *
 * MDX takes what it does not import from an exported `components` map, so each page gets that export.
 * It goes at the end of the file, where it moves no line an error message might speak of.
 */
export function lessonComponents(): Plugin {
  const map = fileURLToPath(new URL('../components/index.ts', import.meta.url)).replaceAll('\\', '/');
  return {
    name: 'spanlab:lesson-components',
    enforce: 'pre',
    transform: {
      filter: { id: /\/content\/.*\.mdx$/u },
      handler(code) {
        if (/^export const components\b/mu.test(code)) return null;
        return {
          code: `${code}\n\nimport { lessonComponents } from '${map}';\nexport const components = lessonComponents;\n`,
          map: null,
        };
      },
    },
  };
}
