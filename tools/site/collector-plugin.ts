import type { Plugin } from 'vite';
import { publicFolder } from '../collector/places.ts';
import { serveCollector } from './collector-files.ts';

/** Serves the Collector from where it is built, in `npm run dev`, at the address it has in `npm start`. */
export function collectorPlugin(): Plugin {
  return {
    name: 'spanlab-collector',
    configureServer({ config, middlewares }) {
      const prefix = config.base.replace(/\/+$/u, '');
      middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const path = pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : pathname;
        serveCollector(publicFolder, path, request, response).then((served) => {
          if (!served) next();
        }, next);
      });
    },
  };
}
