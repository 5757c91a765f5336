import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parts } from '@angkutan/testkit';

interface Shared {
  readonly mongodbUri: string;
  readonly registryUrl: string;
  readonly brokers: readonly string[];
  readonly database: string;
  /** The topic that all events go to. */
  readonly published: string;
}

export type Role =
  | { readonly role: 'writer'; readonly groups: number; readonly keys: readonly string[] }
  | { readonly role: 'relay' }
  | { readonly role: 'consumer'; readonly group: string; readonly consumed: string };

export type ChildSettings = Shared & Role;

export interface Child {
  readonly output: () => string;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** Waits until it has ended by itself; answers its exit code. */
  ended(): Promise<number | null>;
}

/** Starts one of our processes on the test's database. */
export function startChild(database: string, published: string, role: Role): Child {
  const { mongodbUri, schemaRegistryUrl: registryUrl, kafkaBrokers: brokers } = parts();
  const settings = { mongodbUri, registryUrl, brokers, database, published, ...role };
  const program = join(import.meta.dirname, 'child.ts');
  const child = spawn(process.execPath, [program, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  return {
    output: () => output,
    async kill() {
      child.kill('SIGKILL');
      await exitOf(child);
    },
    ended: () => exitOf(child),
  };
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}
