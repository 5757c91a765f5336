import { defineConfig } from 'vitest/config';

const PLAIN = { environment: 'node', restoreMocks: true, unstubEnvs: true } as const;

export default defineConfig({
  test: {
    // Two processes: the tests share two cores with Kafka, MongoDB and the registry.
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...PLAIN,
          name: 'unit',
          include: ['{packages,services,infra}/*/{src,web}/**/*.test.ts', 'test/unit/**/*.test.ts'],
          // What they test keeps no state between files; loading it anew for each took two thirds of the time.
          isolate: false,
          // Thousands of runs of a property take their time on a machine that does other work too.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...PLAIN,
          name: 'integration',
          include: ['{packages,services,infra}/*/test/**/*.test.ts', 'test/readme/**/*.test.ts'],
          globalSetup: ['test/setup/parts.ts'],
          setupFiles: ['test/setup/leaks.ts'],
          // The whole stack is tested on the same machine meanwhile.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...PLAIN,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/setup/stack.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          // Of tests that say they are concurrent: the stack shares the machine with them.
          maxConcurrency: 2,
        },
      },
    ],
  },
});
