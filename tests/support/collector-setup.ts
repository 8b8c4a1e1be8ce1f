import { showBuild } from '../../tools/collector/show-build.ts';

/** Before tests that run the Collector: built, unless it is there and current. */
export default async function setUp(): Promise<void> {
  await showBuild({ mayInstall: true });
}
