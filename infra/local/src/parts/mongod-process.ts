import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mongodProgram, MONGODB_VERSION } from '../downloads/mongod.ts';
import { portOrAny } from '../process/ports.ts';
import { sayReady } from '../process/ready-line.ts';
import type { Session } from '../process/session.ts';
import { supervise } from '../process/supervise.ts';
import { untilPrimary } from './mongo-client.ts';
import { portsOf, rememberPort } from './remembered-ports.ts';

const READY_WITHIN_MS = 60_000;
const CACHE_GB = '1';

/** Starts mongod as a replica set of one (transactions and change streams need a set) on kept data. */
export async function startMongod(session: Session): Promise<{ uri: string }> {
  const program = await mongodProgram(session);
  const data = join(session.stateDir, 'data', 'mongodb');
  mkdirSync(data, { recursive: true });
  const port = await portOrAny(portsOf(session.stateDir).mongodb);
  const address = ['--bind_ip', '127.0.0.1', '--port', String(port), '--unixSocketPrefix', data];
  const storage = ['--dbpath', data, '--replSet', 'angkutan', '--wiredTigerCacheSizeGB', CACHE_GB];
  await supervise(session, {
    command: {
      name: 'mongodb',
      file: program,
      args: [...storage, ...address, '--quiet'],
      env: { ...session.environment },
      logFile: join(session.stateDir, 'logs', 'mongodb.log'),
    },
    readyWithinMs: READY_WITHIN_MS,
    ready: (signal) =>
      untilPrimary(`127.0.0.1:${port}`, { withinMs: READY_WITHIN_MS, signal, log: session.log }),
  });
  rememberPort(session.stateDir, 'mongodb', port);
  sayReady(session, `MongoDB ${MONGODB_VERSION}`, `127.0.0.1:${port}`);
  return { uri: uriOf(`127.0.0.1:${port}`) };
}

/** Direct: the one member may be known to its set by another address than ours. */
export function uriOf(host: string): string {
  return `mongodb://${host}/?directConnection=true`;
}
