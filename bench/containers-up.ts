/** How long the containers take to come up: a Jaeger and a Collector in front of it, images present. */
import { startBackend } from '../tests/containers/backend.ts';
import setUpContainers from '../tests/support/containers-setup.ts';
import { quantile, type Row } from './row.ts';

const runs = 3;

export async function benchContainersUp(): Promise<Row[]> {
  const tearDown = await setUpContainers();
  const seconds: number[] = [];
  try {
    for (let run = 0; run < runs; run++) {
      const startedAt = performance.now();
      const backend = await startBackend();
      seconds.push((performance.now() - startedAt) / 1000);
      await backend.stop();
    }
  } finally {
    await tearDown();
  }
  return [
    {
      name: 'Containers: a Jaeger and a Collector up and healthy, images present',
      unit: 's',
      value: quantile(seconds, 0.5),
      runs,
      target: { value: 10, better: 'lower' },
    },
  ];
}
