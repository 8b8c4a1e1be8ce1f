/** What the explorer's pages are called. */
import type { ExplorerState } from '../state/explorer-state.ts';

export const pageNames: Readonly<Record<ExplorerState['page'], string>> = {
  search: 'Search',
  trace: 'Trace',
  compare: 'Compare',
  dependencies: 'Dependencies',
};
