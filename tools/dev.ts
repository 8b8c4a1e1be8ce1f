/** `npm run dev`: for authors. Pages follow the files as you save them; there is no search index. */
import { dev } from 'astro';
import { buildLabAssets } from './build-lab-assets.ts';
import { withSlashes } from './site/build-site.ts';
import { buildInBackground } from './site/collector-build.ts';
import { collectorPlugin } from './site/collector-plugin.ts';
import { isLoopbackHost, localLabPlugin } from './site/local-lab-proxy.ts';
import { siteOptions } from './site/options.ts';

const { base, port, host } = siteOptions();
process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
process.env['SPANLAB_BASE'] = withSlashes(base);
const collectorBuild = buildInBackground();
await buildLabAssets();
// Astro says itself when the port is taken, and takes the next one.
const server = await dev({
  base: withSlashes(base),
  server: { port, host },
  vite: { plugins: [collectorPlugin(), ...(isLoopbackHost(host) ? [localLabPlugin()] : [])] },
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    collectorBuild[Symbol.dispose]();
    await server.stop();
    process.exit(0);
  });
}
