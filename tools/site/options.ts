import { parseArgs } from 'node:util';

/** What `npm start`, `npm run dev` and `npm run build` take after `--`. */
export function siteOptions(): { base: string; port: number; host: string } {
  const { values } = parseArgs({
    options: {
      base: { type: 'string', default: process.env['SPANLAB_BASE'] ?? '/' },
      port: { type: 'string', default: process.env['PORT'] ?? '4321' },
      host: { type: 'string', default: 'localhost' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port: found "${values.port}", expected a number from 0 to 65535.`);
  }
  return { base: values.base, port, host: values.host };
}
