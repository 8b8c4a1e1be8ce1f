/** `npm run build`: the site as static files in `dist/`. `-- --base /some/folder/` for a sub-path. */
import { buildSite } from './site/build-site.ts';
import { siteOptions } from './site/options.ts';
import { sayAndExit } from './site/say-and-exit.ts';

try {
  await buildSite({ base: siteOptions().base });
} catch (error) {
  sayAndExit(error);
}
