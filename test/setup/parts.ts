import { join } from 'node:path';
import { registerAll } from '@angkutan/events';
import { startParts } from '@angkutan/local';
import type { TestProject } from 'vitest/node';
import type {} from '@angkutan/testkit';

const STATE = join(import.meta.dirname, '../../.angkutan/test');

/**
 * Real Kafka, MongoDB and registry, once per run, on their own data: those that the environment
 * names (`npm test` starts them beforehand), else containers or processes started here.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  const parts = await startParts({ stateDir: STATE, environment: process.env, log });
  await registerAll(parts.schemaRegistry.url);
  project.provide('parts', {
    kafkaBrokers: parts.kafka.brokers,
    mongodbUri: parts.mongodb.uri,
    schemaRegistryUrl: parts.schemaRegistry.url,
  });
  return () => parts.stop();
}
