/** From what a self-test has found out to the one fault to mend first, in words. Pure. */
import { portOf, usualAddresses } from './addresses.ts';
import { isThere, type Knocked, type Probes } from './knock.ts';

export type Fault =
  | 'nothing-running'
  | 'collector-down'
  | 'wrong-port'
  | 'grpc-port'
  | 'tls'
  | 'not-tls'
  | 'cors'
  | 'permission'
  | 'silent'
  | 'not-otlp'
  | 'jaeger-down'
  | 'jaeger-cors'
  | 'not-jaeger'
  | 'refused-span'
  | 'not-delivered';

export interface Diagnosis {
  /** Undefined: all is well. */
  fault: Fault | undefined;
  /** What was found, in a sentence or two. */
  words: string;
  /** What to do, one step each; commands and code in back quotes. */
  todo: string[];
}

const start = 'Start it in the folder of Spanlab: `npm run lab`';
const askNode = 'What a page cannot see, the command line can: `npm run lab -- doctor`';

/** Names the fault that is to be mended first. */
export function diagnose(probes: Probes): Diagnosis {
  return collectorFault(probes) ?? jaegerFault(probes) ?? deliveryFault(probes) ?? allIsWell(probes);
}

function collectorFault(probes: Probes): Diagnosis | undefined {
  const { address, knock } = probes.collector;
  if (knock.kind === 'answered') {
    if (knock.status === 200) return probes.cors?.allowed === false ? cors(probes) : undefined;
    return notOtlp(address, knock.status);
  }
  if (probes.page?.permission === 'denied') return permission();
  switch (knock.kind) {
    case 'grpc':
      return grpcPort(probes);
    case 'tls':
      return found('tls', `${address} speaks TLS, and the programs of the lessons send plain HTTP.`, [
        'Take `tls:` out of the receiver’s `protocols: http:` in the Collector’s configuration, then start it again',
        `Or, if it has a certificate this browser trusts, say so in the address: \`${address.replace(/^http:/u, 'https:')}\``,
      ]);
    case 'not-tls':
      return found('not-tls', `${address} is meant to be TLS, and what answers there is plain HTTP.`, [
        `Write the address with http: \`${address.replace(/^https:/u, 'http:')}\``,
      ]);
    case 'not-http':
      return found('not-otlp', `What listens at ${address} does not speak HTTP.`, [
        `The OTLP/HTTP receiver is usually at \`${usualAddresses.collector}\``,
      ]);
    case 'silent':
      return found('silent', `${address} takes the connection and then does not answer.`, [
        'See what the Collector is busy with: `npm run lab -- logs`',
        'Start it anew: `npm run lab -- down`, then `npm run lab`',
      ]);
    case 'unreadable':
      return cors(probes);
    default:
      return nobodyThere(probes);
  }
}

function nobodyThere(probes: Probes): Diagnosis {
  const { collector, health, usual, jaeger, containers } = probes;
  const { address } = collector;
  if (collector.knock.kind === 'unknown-host') {
    return found('wrong-port', `There is no machine of the name in ${address}.`, [
      `The local lab is at \`${usualAddresses.collector}\``,
    ]);
  }
  const isElsewhere = usual !== undefined && isThere(usual.knock);
  if (isElsewhere || isThere(health.knock)) {
    // Only a page gets here without knowing more, and 4317 is gRPC wherever OTLP is spoken.
    if (collector.knock.kind === 'unreachable' && portOf(address) === 4317) return grpcPort(probes);
    const where = isElsewhere ? ` One answers at ${usual.address}.` : ' Its health check answers.';
    return found('wrong-port', `The Collector runs, and nothing of it is at ${address}.${where}`, [
      isElsewhere
        ? `Send to \`${usual.address}\``
        : 'Look at `endpoint:` of the receiver’s `protocols: http:` in its configuration; the usual one is `0.0.0.0:4318`',
      'See which ports are published: `npm run lab -- status`',
      ...(probes.by === 'page' ? [askNode] : []),
    ]);
  }
  const ended = containers?.['collector'];
  const lastWords =
    ended !== undefined && ended.state !== 'running'
      ? ` It ended, and its last words were: ${ended.lastWords}`
      : '';
  if (isThere(jaeger.knock)) {
    return found(
      'collector-down',
      `Jaeger runs, and the Collector does not: nothing is at ${address}.${lastWords}`,
      ['See why it ended: `npm run lab -- logs collector`', start],
    );
  }
  return found(
    'nothing-running',
    `Nothing is running: neither a Collector at ${address} nor a Jaeger at ${jaeger.address}.${lastWords}`,
    [start, ...mayBeBlocked(probes)],
  );
}

/** Why a browser may see nothing though it is there. */
function mayBeBlocked({ by, page }: Probes): string[] {
  if (by !== 'page' || page === undefined) return [];
  const ask =
    page.permission === 'prompt'
      ? ['If it does run: allow this site to reach devices on the local network when the browser asks']
      : [];
  const secure = page.origin.startsWith('https:')
    ? [
        'If it does run: this page is https, and some browsers (Safari) keep such pages from `http://localhost`; then open Spanlab by `npm start`',
      ]
    : [];
  return [...ask, ...secure];
}

function grpcPort({ collector }: Probes): Diagnosis {
  return found(
    'grpc-port',
    `${collector.address} is a gRPC port, and the programs of the lessons export by HTTP: one port does not speak both.`,
    [
      `Send to the HTTP port: \`${usualAddresses.collector}\``,
      'Or give the receiver one: `protocols: http: endpoint: 0.0.0.0:4318` in the Collector’s configuration',
    ],
  );
}

function cors(probes: Probes): Diagnosis {
  const origin = probes.cors?.origin ?? probes.page?.origin ?? 'this page';
  return found(
    'cors',
    `A Collector answers at ${probes.collector.address}, and it does not let pages of ${origin} post to it (CORS).`,
    [
      `In the receiver’s \`protocols: http:\` of its configuration add \`cors: { allowed_origins: ["${origin}"], allowed_headers: ["*"] }\`, then start it again`,
      'Or open Spanlab by `npm start`: its server passes exports on, and no CORS is asked for',
      ...(probes.by === 'page' ? [`If it is set already, the receiver may have \`tls:\`. ${askNode}`] : []),
    ],
  );
}

function permission(): Diagnosis {
  return found(
    'permission',
    'This browser does not let the site reach your machine: its local-network permission is denied.',
    [
      'Click the icon left of the address, open the site’s settings, set “Local network access” to Allow, reload',
      'Or open Spanlab by `npm start`: a page of your own machine needs no such permission',
    ],
  );
}

function notOtlp(address: string, status: number): Diagnosis {
  return found(
    'not-otlp',
    `Something answers at ${address}, and it is no OTLP receiver: /v1/traces gave ${status}.`,
    [
      `See what it is: \`lsof -i :${portOf(address)}\` (Windows: \`netstat -ano\`)`,
      'Stop that, then start the lab: `npm run lab`',
    ],
  );
}

function jaegerFault({ by, page, jaeger }: Probes): Diagnosis | undefined {
  const { address, knock } = jaeger;
  if (knock.kind === 'answered') {
    if (knock.status === 200) return undefined;
    return found(
      'not-jaeger',
      `Something answers at ${address}, and it is no Jaeger: /api/v3/services gave ${knock.status}.`,
      ['Stop that, then start the lab: `npm run lab`'],
    );
  }
  if (knock.kind === 'unreadable') {
    const origin = page?.origin ?? 'this page';
    return found(
      'jaeger-cors',
      `Jaeger answers at ${address}, and it does not let pages of ${origin} read (CORS).`,
      [
        `Add \`- ${origin}\` to \`allowed_origins\` in deploy/jaeger.yaml, then start the lab again`,
        'Or open Spanlab by `npm start`: its server asks Jaeger for the page',
      ],
    );
  }
  const how = isThere(knock) ? 'does not answer as it should' : 'does not answer';
  return found('jaeger-down', `The Collector runs, and Jaeger ${how} at ${address}: spans would be lost.`, [
    'Start both again: `npm run lab -- down`, then `npm run lab`',
    ...(by === 'page' ? [askNode] : ['See why it ended: `npm run lab -- logs jaeger`']),
  ]);
}

function deliveryFault({ collector, jaeger, delivery }: Probes): Diagnosis | undefined {
  if (delivery === undefined || delivery.found) return undefined;
  if (!delivery.sent) {
    return found('refused-span', `The Collector at ${collector.address} answers, and refuses a span.`, [
      'See why: `npm run lab -- logs collector`',
    ]);
  }
  const seconds = (delivery.waitedMs / 1000).toFixed(0);
  return found(
    'not-delivered',
    `The Collector took a span, and ${seconds} s later Jaeger at ${jaeger.address} does not have it: the Collector’s exporter cannot reach Jaeger, or a processor drops spans.`,
    [
      'Look for “Exporting failed” in `npm run lab -- logs collector`',
      'In the containers Jaeger is `jaeger:4317` (gRPC, `tls: insecure: true`) or `http://jaeger:4318`; `localhost` is the Collector itself there',
    ],
  );
}

function allIsWell({ collector, jaeger, delivery }: Probes): Diagnosis {
  const words = delivery?.found
    ? 'A span sent to the Collector arrived in Jaeger.'
    : 'The Collector and Jaeger answer.';
  return {
    fault: undefined,
    words: `All is well. ${words}`,
    todo: [`Collector ${collector.address}, Jaeger ${jaeger.address}`],
  };
}

function found(fault: Fault, words: string, todo: string[]): Diagnosis {
  return { fault, words, todo };
}

export type { Knocked };
