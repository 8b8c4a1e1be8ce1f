import type { StarlightUserConfig } from '@astrojs/starlight/types';
import { fatesOf, hidesLines } from '../lessons/hidden-lines.ts';

type ExpressiveCodeOptions = Exclude<StarlightUserConfig['expressiveCode'], boolean | undefined>;
type Plugin = Extract<NonNullable<ExpressiveCodeOptions['plugins']>[number], { name: string }>;

/**
 * Keeps from readers what a code block only needs to run: lines between twoslash's marks (`// ---cut---` and its
 * kin), and whole blocks that say `hidden`. Lines go before anything is drawn, so the copy button has no more than
 * what is shown; lines marked by number count as they are shown.
 */
export function hiddenCode(): Plugin {
  return {
    name: 'spanlab:hidden-code',
    hooks: {
      preprocessCode({ codeBlock }) {
        if (!hidesLines(codeBlock.code)) return;
        const fates = fatesOf(codeBlock.getLines().map((line) => line.text));
        codeBlock.deleteLines(fates.flatMap((fate, index) => (fate === 'shown' ? [] : [index])));
      },
      postprocessRenderedBlockGroup({ renderedGroupContents, renderData }) {
        const blocks = renderedGroupContents.map(({ codeBlock }) => codeBlock);
        if (!blocks.every(({ metaOptions }) => metaOptions.getBoolean('hidden') === true)) return;
        // What Expressive Code adds to the first block of a page still goes in here, and must be loaded.
        renderData.groupAst.children = [];
        renderData.groupAst.properties = { ...renderData.groupAst.properties, hidden: true };
      },
    },
  };
}
