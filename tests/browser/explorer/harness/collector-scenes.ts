/** A Collector as the panel sees it, made up: configurations, counts, spans at each hop, log. */
import type {
  CollectorHop,
  CollectorLogLine,
  CollectorView,
  ComponentCounts,
  ComponentKind,
} from '@spanlab/sandbox/schemas/collector.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { joinedConfig, plainConfig } from '../../../workbench/panels/collector/configs.ts';
import { fourSpans } from './lesson-spans.ts';
import { attributes } from './make-span.ts';

export interface CollectorScene {
  panel: 'collector';
  config: string;
  view: CollectorView;
  hops: CollectorHop[];
  log: CollectorLogLine[];
  note?: string;
}

function counts(
  kind: ComponentKind,
  id: string,
  [received, sent]: [number, number],
  rest: Partial<ComponentCounts> = {},
): ComponentCounts {
  return { kind, id, received, sent, refused: 0, dropped: 0, queued: 0, ...rest };
}

const listeners = [{ component: 'otlp', address: '0.0.0.0:4318', port: 4318 }];
const traces = { pipeline: 'traces' };

const running: CollectorView = {
  state: 'running',
  config: plainConfig,
  problems: [],
  listeners,
  startedInMs: 181,
  counts: [
    counts('receiver', 'otlp', [4, 4]),
    counts('processor', 'attributes/till', [4, 4], traces),
    counts('processor', 'batch', [4, 3], { ...traces, queued: 1 }),
    counts('exporter', 'otlphttp', [3, 3]),
  ],
};

const joined: CollectorView = {
  state: 'running',
  config: joinedConfig,
  problems: [],
  listeners,
  counts: [
    counts('receiver', 'otlp', [14_204, 14_200], { refused: 4 }),
    counts('processor', 'batch', [14_200, 14_200], traces),
    counts('exporter', 'otlphttp', [14_250, 14_000], { queued: 200, dropped: 50 }),
    counts('connector', 'forward', [14_200, 14_200]),
    counts('connector', 'spanmetrics', [14_200, 36]),
    counts('processor', 'filter/errors', [14_200, 50], { pipeline: 'traces/errors', dropped: 14_150 }),
    counts('processor', 'batch', [50, 50], { pipeline: 'traces/errors' }),
    counts('exporter', 'debug', [86, 86]),
  ],
};

function withTill(span: Span): Span {
  const kept = span.attributes.filter(({ key }) => key !== 'url.full');
  return {
    ...span,
    name: span.name === 'GET' ? 'GET grocery-store' : span.name,
    attributes: [...kept, ...attributes({ 'shop.till': 3n })],
  };
}

function hops(): CollectorHop[] {
  const came = fourSpans();
  const marked = came.map((span, index) => (index === 0 ? span : withTill(span)));
  const made = marked.slice(-1).map((span) => ({ ...span, spanId: '0123456789abcdef', name: 'sampled' }));
  return [
    { pipeline: 'traces', index: 0, total: 4, spans: came, batches: [1, 2, 1] },
    { pipeline: 'traces', index: 1, total: 4, spans: [...marked.slice(1), ...made], batches: [1, 2, 1] },
    { pipeline: 'traces', index: 2, total: 3, spans: marked.slice(1), batches: [3] },
  ];
}

const words: [CollectorLogLine['level'], string][] = [
  [
    'info',
    'info\tservice@v0.155.0/service.go:231\tStarting spanlab-collector...\t{"Version": "0.155.0", "NumCPU": 1}',
  ],
  ['info', 'info\totlpreceiver@v0.155.0/otlp.go:175\tStarting HTTP server\t{"endpoint": "0.0.0.0:4318"}'],
  ['info', 'info\tservice@v0.155.0/service.go:254\tEverything is ready. Begin running and processing data.'],
  ['debug', 'debug\tbatchprocessor@v0.155.0/batch_processor.go:233\tSending batch\t{"size": 3}'],
  [
    'info',
    'info\tResourceSpans #0\nResource attributes:\n     -> service.name: Str(grocery-store)\nScopeSpans #0\nSpan #0\n    Trace ID       : 5b8efff798038103d269b633813fc60c\n    Name           : GET /\n    Kind           : Server',
  ],
  [
    'warn',
    'warn\tinternal/retry_sender.go:133\tExporting failed. Will retry the request after interval.\t{"interval": "5.2s"}',
  ],
  ['error', 'error\tqueue_sender.go:101\tExporting failed. Dropping data.\t{"dropped_items": 50}'],
];
const log = words.map(([level, text], seq) => ({ seq, level, text }));

const broken = plainConfig.replace('[attributes/till, batch]', '[attributes/till, bacth]');

export const collectorScenes: Readonly<Record<string, CollectorScene>> = {
  collector: {
    panel: 'collector',
    config: plainConfig,
    view: running,
    hops: hops(),
    log,
    note: 'restarted in 181 ms · 3 spans were in flight, all delivered',
  },
  'collector-joined': { panel: 'collector', config: joinedConfig, view: joined, hops: hops(), log },
  'collector-failed': {
    panel: 'collector',
    config: broken,
    view: {
      state: 'failed',
      config: broken,
      problems: [
        {
          message: 'service::pipelines::traces: references processor "bacth" which is not configured',
          line: 23,
        },
      ],
      listeners: [],
      counts: [],
    },
    hops: [],
    log: log.slice(0, 1),
  },
  'collector-loading': {
    panel: 'collector',
    config: plainConfig,
    view: {
      state: 'loading',
      progress: { step: 'building', done: 412, total: 950, note: '412 of 950 packages compiled' },
      problems: [],
      listeners: [],
      counts: [],
    },
    hops: [],
    log: [],
  },
  'collector-fetching': {
    panel: 'collector',
    config: plainConfig,
    view: {
      state: 'loading',
      progress: { step: 'fetching', done: 0, total: 0, note: 'Asking for it' },
      problems: [],
      listeners: [],
      counts: [],
    },
    hops: [],
    log: [],
  },
  'collector-empty': {
    panel: 'collector',
    config: '',
    view: { state: 'absent', problems: [], listeners: [], counts: [] },
    hops: [],
    log: [],
  },
};
