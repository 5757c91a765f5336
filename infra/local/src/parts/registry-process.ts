import { registryFolder, REGISTRY_VERSION } from '../downloads/registry.ts';
import { portOrAny } from '../process/ports.ts';
import { sayReady } from '../process/ready-line.ts';
import type { Session } from '../process/session.ts';
import { supervise } from '../process/supervise.ts';
import { java } from './kafka-process.ts';
import { untilRegistryAnswers } from './registry-client.ts';
import { portsOf, rememberPort } from './remembered-ports.ts';

const READY_WITHIN_MS = 120_000;

/** Starts Apicurio Registry, which keeps its schemas in Kafka, and returns its Confluent-compatible address. */
export async function startRegistry(
  session: Session,
  brokers: readonly string[],
): Promise<{ url: string }> {
  const { folder, jar } = await registryFolder(session);
  const port = await portOrAny(portsOf(session.stateDir).schemaRegistry);
  const url = registryUrl(port);
  const command = java(session, 'registry', ['-jar', jar]);
  await supervise(session, {
    command: {
      ...command,
      cwd: folder,
      env: {
        ...command.env,
        APICURIO_STORAGE_KIND: 'kafkasql',
        APICURIO_KAFKASQL_BOOTSTRAP_SERVERS: brokers.join(','),
        QUARKUS_HTTP_HOST: '127.0.0.1',
        QUARKUS_HTTP_PORT: String(port),
        QUARKUS_LOG_LEVEL: 'WARN',
      },
    },
    readyWithinMs: READY_WITHIN_MS,
    ready: (signal) =>
      untilRegistryAnswers(url, { withinMs: READY_WITHIN_MS, signal, log: session.log }),
  });
  rememberPort(session.stateDir, 'schemaRegistry', port);
  sayReady(session, `Apicurio ${REGISTRY_VERSION}`, url);
  return { url };
}

export function registryUrl(port: number): string {
  return `http://127.0.0.1:${port}/apis/ccompat/v7`;
}
