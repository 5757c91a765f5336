import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startStack, type Stack } from '@angkutan/local';
import { startCollector } from '@angkutan/testkit';
import type { TestProject } from 'vitest/node';

const ROOT = join(import.meta.dirname, '../..');
const STATE = join(ROOT, '.angkutan/e2e');

/** What of a stack can be handed to the test processes. */
export type ProvidedStack = {
  readonly stateDir: string;
  /** Where the spans of all services are written, for `readSpans`. */
  readonly spansFile: string;
} & Pick<Stack, 'kafka' | 'mongodb' | 'schemaRegistry' | 'how' | 'kaspro'>;

declare module 'vitest' {
  interface ProvidedContext {
    e2e: ProvidedStack;
  }
}

/** Parts that an environment might name are not used: the ledger and KasPro must start from nothing together. */
const GIVEN = [
  'KAFKA_BROKERS',
  'MONGODB_URI',
  'SCHEMA_REGISTRY_URL',
  'KASPRO_BASE_URL',
  'ANGKUTAN_INFRA',
];
/** Short, so that the tests see what comes after: the waits are the same code at any length. */
const WAITS = {
  CUSTOMER_WAIT_S: '8',
  KASPRO_PROCESSING_WINDOW_S: '5',
  SWEEP_EVERY_S: '2',
  RECONCILIATION_SETTLED_AFTER_S: '1',
  MONEY_LOOK_EVERY_S: '3',
};

/** The whole platform, once per run: real parts on fresh data, two instances of every service. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const own = Object.entries(process.env).filter(([name]) => !GIVEN.includes(name));
  const spansFile = join(STATE, 'traces/spans.jsonl');
  rmSync(spansFile, { force: true });
  const collector = await startCollector(spansFile);
  const stack = await startStack({
    root: ROOT,
    stateDir: STATE,
    instances: 2,
    fresh: true,
    log: (line) => void process.stderr.write(`${line}\n`),
    environment: {
      ...Object.fromEntries(own),
      ...WAITS,
      LOG_LEVEL: 'trace',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    },
  });
  const { kafka, mongodb, schemaRegistry, how, kaspro } = stack;
  project.provide('e2e', {
    stateDir: STATE,
    spansFile,
    kafka,
    mongodb,
    schemaRegistry,
    how,
    kaspro,
  });
  return async () => {
    await stack.stop();
    await collector.stop();
  };
}
