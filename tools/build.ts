/** `npm run build`: the site as static files in `dist/`, the Collector among them. `-- --base /some/folder/` for a sub-path. */
import { showBuild, showRepacking } from './collector/show-build.ts';
import { buildSite } from './site/build-site.ts';
import { siteOptions } from './site/options.ts';
import { sayAndExit } from './site/say-and-exit.ts';

try {
  await showBuild();
  await showRepacking();
  await buildSite({ base: siteOptions().base });
} catch (error) {
  sayAndExit(error);
}
