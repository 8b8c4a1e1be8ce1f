import { createServer } from 'node:net';
import { CannotRun } from '../../model/run.ts';
import type { ComposedService } from './compose-file.ts';

/** @throws `CannotRun` naming the port that somebody has, and who wants it */
export async function portsMustBeFree(
  services: readonly Pick<ComposedService, 'name' | 'ports'>[],
): Promise<void> {
  for (const { name, ports } of services) {
    for (const { host } of ports) await mustBeFree(host, name);
  }
}

function mustBeFree(port: number, service: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', () =>
      reject(
        new CannotRun(
          `port ${port} of this machine is taken, and the take-home's ${service} needs it. ` +
            `End what has it (lsof -i :${port}); is it a local lab? npm run lab -- down`,
        ),
      ),
    );
    server.listen({ port, host: '0.0.0.0', exclusive: true }, () => server.close(() => resolve()));
  });
}
