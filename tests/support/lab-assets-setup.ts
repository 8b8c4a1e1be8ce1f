import { buildLabAssets } from '../../tools/build-lab-assets.ts';

/** Before the unit tests: what the lab loads, built unless it is current. */
export default async function setUp(): Promise<void> {
  await buildLabAssets();
}
