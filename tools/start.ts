/** `npm start`: builds the site when something has changed, and serves it; the Collector follows in the background. */
import { publicFolder } from './collector/places.ts';
import { ensureSite, siteFolder, withSlashes } from './site/build-site.ts';
import { buildInBackground } from './site/collector-build.ts';
import { createLocalLabProxy, isLoopbackHost } from './site/local-lab-proxy.ts';
import { siteOptions } from './site/options.ts';
import { sayAndExit } from './site/say-and-exit.ts';
import { createStaticServer, listen } from './site/static-server.ts';

const { base, port, host } = siteOptions();
const collectorBuild = buildInBackground();
await ensureSite({ base, log: (line) => console.log(line) }).catch(sayAndExit);

const localLab = isLoopbackHost(host) ? { before: createLocalLabProxy() } : {};
const server = createStaticServer({ root: siteFolder, base, collector: publicFolder, ...localLab });
const taken = await listen(server, port, {
  host,
  onBusy: (busy) => console.log(`Port ${busy} is taken, trying ${busy + 1}.`),
});
console.log(`\n  Spanlab  http://${host}:${taken}${withSlashes(base)}\n  Ctrl+C ends it.\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    collectorBuild[Symbol.dispose]();
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
