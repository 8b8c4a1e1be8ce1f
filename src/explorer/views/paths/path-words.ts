/** A path of a folded trace, in words. */
import { plural } from '../../../words.ts';
import type { TraceColumns } from '../../model/trace-columns.ts';
import { formatDuration } from '../../parts/duration.ts';
import type { PathNode, PathTree } from './path-tree.ts';

export function serviceOf(tree: PathTree, columns: TraceColumns, node: PathNode): string {
  return columns.services[tree.service[node] ?? 0] ?? '';
}

/** A name may be a megabyte: its beginning will do. */
export function nameOf(tree: PathTree, columns: TraceColumns, node: PathNode): string {
  return columns.names[tree.name[node] ?? 0]?.slice(0, 200) || 'no name';
}

export function callsAndErrors(calls: number, errors: number): string {
  return errors === 0 ? plural(calls, 'call') : `${plural(calls, 'call')}, ${plural(errors, 'error')}`;
}

/** All there is to say: for screen readers, and for the tip of a node that is too small for words. */
export function describePath(tree: PathTree, columns: TraceColumns, node: PathNode, found: number): string {
  const total = tree.totalNs[node] ?? 0;
  const calls = tree.calls[node] ?? 0;
  return [
    `${serviceOf(tree, columns, node)} ${nameOf(tree, columns, node)}`,
    callsAndErrors(calls, tree.errors[node] ?? 0),
    `total ${formatDuration(total)}`,
    `self ${formatDuration(tree.selfNs[node] ?? 0)}`,
    ...(calls > 1 ? [`on average ${formatDuration(total / calls)}`] : []),
    ...(found > 0 ? [`${found.toLocaleString('en')} found`] : []),
  ].join(', ');
}
