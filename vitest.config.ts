import { defineConfig } from 'vitest/config';

/** Tests that need the Collector as WebAssembly, which takes minutes to build the first time. */
const needCollector = ['tests/collector/**/*.test.ts', 'tests/**/*.collector.test.ts'];
const needChromium = ['tests/verify/**/*.chromium.test.ts'];
const needContainers = [
  'tests/containers/**/*.test.ts',
  'tests/conformance/**/*.test.ts',
  'tests/**/*.containers.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**', ...needCollector, ...needChromium, ...needContainers],
          // The compiler and the lessons need to know what can be imported.
          globalSetup: ['tests/support/lab-assets-setup.ts'],
        },
      },
      {
        test: {
          name: 'collector',
          include: needCollector,
          globalSetup: ['tests/support/lab-assets-setup.ts', 'tests/support/collector-setup.ts'],
          // Each instance takes a core and a second to start.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'verify-browser',
          include: needChromium,
          globalSetup: ['tests/support/lab-assets-setup.ts', 'tests/support/collector-setup.ts'],
          // Each file has a browser of its own.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'containers',
          include: needContainers,
          // Finds or starts Docker, finds or builds the images, and takes down what it started.
          globalSetup: ['tests/support/containers-setup.ts'],
          // One set of containers at a time: they share the machine's memory and Docker's networks.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
