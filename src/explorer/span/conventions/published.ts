/**
 * In a build with the plugin of `tools/build-conventions-plugin.ts` this module holds the published conventions.
 * Without it there are none, and help says so.
 */
import type { PublishedConventions } from './convention.ts';

const published: PublishedConventions | undefined = undefined;
export default published as PublishedConventions | undefined;
