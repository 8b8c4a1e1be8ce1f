/** One server for a whole session, at a port of its own: every run has an OTLP address of its own there. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createIntake, type Deliver, type Intake } from './intake.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { otlpListener } from './otlp-http.ts';

export interface Gateway {
  readonly ledger: Ledger;
  readonly intake: Intake;
  /** Base address of a run, which is open from now on: `http://127.0.0.1:PORT/run/<runId>`. */
  endpointOf(runId: string): string;
  /** Closes it, with every connection. */
  close(): Promise<void>;
}

export async function openGateway(deliver: Deliver): Promise<Gateway> {
  const ledger = createLedger();
  const intake = createIntake(ledger, deliver);
  const server = createServer(
    otlpListener((path) => {
      const [, encoded, rest] = /^\/run\/([^/?]+)(\/.*)?$/u.exec(path) ?? [];
      const runId = encoded === undefined ? undefined : decoded(encoded);
      return runId !== undefined && ledger.isOpen(runId) ? { runId, path: rest ?? '/' } : undefined;
    }, intake),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    ledger,
    intake,
    endpointOf(runId) {
      ledger.open(runId);
      return `http://127.0.0.1:${port}/run/${encodeURIComponent(runId)}`;
    },
    async close() {
      ledger.wake();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
