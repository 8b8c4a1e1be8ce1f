/**
 * Who is in the lab and what has crossed between them: the numbers and words the lab strip shows.
 * Before a run, edges are read from the code's own addresses; a run then shows what really happened.
 */
import type { CollectorView } from '../../../sandbox/schemas/collector.ts';
import type { FileSet } from '../../../sandbox/schemas/file-set.ts';
import type { Lab } from '../../../sandbox/schemas/lab.ts';
import type { Exchange, ServiceState } from '../../../sandbox/schemas/run-event.ts';
import { plural } from '../../words.ts';
import type { RunRecord } from '../state/run-state.ts';
import { collectorName, collectorNode, collectorPorts, sendsOn } from './collector-node.ts';

/** The name the backend answers by on the lab's network. */
export const backendName = 'jaeger';

export interface StripNode {
  readonly name: string;
  readonly kind: 'service' | 'collector' | 'store' | 'nobody';
  readonly state: ServiceState | undefined;
  /** What is counted here: "2 spans", "4 stored". */
  readonly detail: string;
  /** Set when something went wrong here, as a word. */
  readonly fault: string | undefined;
}

export interface StripEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'request' | 'export';
  /** Exchanges that crossed. 0 for an edge the code only promises. */
  readonly count: number;
  readonly failed: number;
  /** The last failure as a word: "refused", "404". */
  readonly fault: string | undefined;
}

export interface Topology {
  readonly nodes: readonly StripNode[];
  readonly edges: readonly StripEdge[];
}

/** Files an entry reaches through relative imports, itself included. */
function reachable(files: FileSet, entry: string): string[] {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file) || !Object.hasOwn(files, file)) return;
    seen.add(file);
    for (const match of (files[file] ?? '').matchAll(/['"]\.\/([\w./-]+)['"]/gu)) visit(match[1] ?? '');
  };
  visit(entry);
  return [...seen];
}

const addressPattern = /https?:\/\/([\w.-]+:\d+)/gu;

/** Who gets what a program exports: the Collector, unless its address says otherwise. `asked`: addresses of no program. */
function exportsTo(lab: Lab, files: FileSet, asked: readonly string[]): string | undefined {
  const [host = 'localhost', port = '4318'] = asked[0]?.split(':') ?? [];
  const backend = lab.backend === 'jaeger' ? backendName : undefined;
  if (!lab.collector) return backend;
  const config = files[lab.collector.config] ?? '';
  const passesBy = host === backendName || (/^431[78]$/u.test(port) && !collectorPorts(config).has(port));
  return passesBy && host !== collectorName ? backend : collectorName;
}

type PromisedEdge = Omit<StripEdge, 'count' | 'failed' | 'fault'>;

/** Edges the code and the configuration speak of. */
function promisedEdges(lab: Lab, files: FileSet): PromisedEdge[] {
  const sends = lab.collector && lab.backend === 'jaeger' && sendsOn(files[lab.collector.config] ?? '');
  const between = programEdges(lab, files);
  return sends ? [...between, edgeOf(collectorName, backendName, 'export')] : between;
}

/** An address one program asks and another listens on. */
function programEdges(lab: Lab, files: FileSet): PromisedEdge[] {
  const code = lab.services.map(({ name, entry, env }) => ({
    name,
    // The environment first: what stands in the code may be what it falls back to.
    text: [...Object.values(env), ...reachable(files, entry).map((file) => files[file] ?? '')].join('\n'),
    own: files[entry] ?? '',
  }));
  const listens = new Map<string, string>();
  for (const { name, own } of code) {
    for (const [, port] of own.matchAll(/\bport:\s*(\d+)/gu)) listens.set(`localhost:${port}`, name);
  }
  return code.flatMap(({ name, text }) => {
    const asked = [...text.matchAll(addressPattern)].map(([, address]) => address ?? '');
    const asks = asked.map((address) => listens.get(address));
    const servers = new Set(asks.filter((to) => to !== undefined && to !== name));
    const others = asked.filter((address) => !listens.has(address));
    const requests = [...servers].map((to) => edgeOf(name, to ?? '', 'request'));
    const exports = /OTLPTraceExporter|:4318\b/u.test(text) ? exportsTo(lab, files, others) : undefined;
    return exports === undefined ? requests : [...requests, edgeOf(name, exports, 'export')];
  });
}

function edgeOf(from: string, to: string, kind: StripEdge['kind']) {
  return { id: `${from} ${kind} ${to}`, from, to, kind };
}

/** A word for why an exchange is red, or undefined when it is not. */
export function faultOf(exchange: Exchange): string | undefined {
  if (exchange.failure !== undefined) return /refused/iu.test(exchange.failure) ? 'refused' : 'failed';
  const status = exchange.response?.status ?? 0;
  return status >= 400 ? String(status) : undefined;
}

/** The address nobody answered at. */
function addressOf(url: string): string {
  return /^https?:\/\/([^/?#]+)/u.exec(url)?.[1] ?? url;
}

/** OTLP over HTTP, and over gRPC. */
const exportPath = /\/v1\/traces$|\.TraceService\/Export$/u;

/** The edge an exchange crossed. */
export function edgeOfExchange(exchange: Exchange, exportIds: ReadonlySet<string>) {
  const isExport = exportIds.has(exchange.id) || exportPath.test(exchange.url);
  return edgeOf(exchange.from, exchange.to ?? addressOf(exchange.url), isExport ? 'export' : 'request');
}

function crossedEdges(record: RunRecord): StripEdge[] {
  const exportIds = new Set(record.exports.map(({ exchangeId }) => exchangeId));
  const edges = new Map<string, StripEdge>();
  for (const exchange of record.exchanges) {
    const edge = edgeOfExchange(exchange, exportIds);
    const before = edges.get(edge.id) ?? { ...edge, count: 0, failed: 0, fault: undefined };
    const fault = faultOf(exchange);
    edges.set(edge.id, {
      ...before,
      count: before.count + 1,
      failed: before.failed + (fault ? 1 : 0),
      fault: fault ?? before.fault,
    });
  }
  return [...edges.values()];
}

/** "2 spans", or lines of output while there are no spans. */
function serviceDetail(record: RunRecord | undefined, name: string): string {
  const counts = record?.counts[name];
  if (!counts) return '';
  const spans = Math.max(counts.exported + counts.rejected, counts.printed);
  if (spans > 0) return plural(spans, 'span');
  return counts.lines > 0 ? plural(counts.lines, 'line') : '';
}

function serviceNode(record: RunRecord | undefined, name: string, ownFiles: readonly string[]): StripNode {
  const broken = record?.diagnostics.some(({ file }) => ownFiles.includes(file)) ?? false;
  // What was announced as starting never did, when the files have errors.
  const state = record?.exit?.reason === 'not-started' ? undefined : record?.services[name]?.state;
  const fault = broken ? 'has an error' : state === 'failed' ? 'failed' : undefined;
  return { name, kind: 'service', state, detail: serviceDetail(record, name), fault };
}

/** Exports that were refused elsewhere are no fault of the store. */
function rejectedByStore({ exchanges, exports }: RunRecord): number {
  const theirs = new Set(exchanges.flatMap(({ id, to }) => (to === backendName ? [id] : [])));
  return exports.reduce((sum, each) => sum + (theirs.has(each.exchangeId) ? each.rejected : 0), 0);
}

function storeNode(record: RunRecord | undefined): StripNode {
  const stored = record ? record.stored.length + record.storedForgotten : 0;
  const rejected = record ? rejectedByStore(record) : 0;
  return {
    name: backendName,
    kind: 'store',
    state: undefined,
    detail: record && record.exit?.reason !== 'not-started' ? `${stored.toLocaleString('en')} stored` : '',
    fault: rejected > 0 ? `${rejected.toLocaleString('en')} refused` : undefined,
  };
}

/** The strip's picture of a lab, before, during and after a run. */
export function topology(
  lab: Lab,
  files: FileSet,
  record: RunRecord | undefined,
  collector?: CollectorView,
  backendUp = true,
): Topology {
  const crossed = (record ? crossedEdges(record) : []).filter(({ from }) => from !== 'you');
  const known = new Set(crossed.map(({ id }) => id));
  const exporting = new Set(crossed.filter(({ kind }) => kind === 'export').map(({ from }) => from));
  const promised = promisedEdges(lab, files)
    .filter(({ id }) => !known.has(id))
    // Who has exported has shown where to.
    .filter(({ kind, from }) => kind !== 'export' || !exporting.has(from))
    .map((edge) => ({ ...edge, count: 0, failed: 0, fault: undefined }));
  const nodes: StripNode[] = lab.services.map(({ name, entry }) =>
    serviceNode(record, name, reachable(files, entry)),
  );
  if (lab.collector) {
    nodes.push({ name: collectorName, kind: 'collector', state: undefined, ...collectorNode(collector) });
  }
  if (lab.backend === 'jaeger')
    nodes.push(backendUp ? storeNode(record) : { ...storeNode(record), fault: 'stopped' });
  const names = new Set(nodes.map(({ name }) => name));
  const strangers = [...new Set(crossed.map(({ to }) => to))].filter((to) => !names.has(to));
  for (const name of strangers) {
    nodes.push({ name, kind: 'nobody', state: undefined, detail: 'nobody there', fault: 'refused' });
  }
  return { nodes, edges: [...crossed, ...promised] };
}
