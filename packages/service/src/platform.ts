import { type Codec, createCodec } from '@angkutan/events';
import { type Auth, listen } from '@angkutan/http';
import {
  connectKafka,
  createExecutor,
  createSchemaStore,
  type Executor,
  INBOX_RETENTION_MS,
  prepareCollections,
  startRelay,
} from '@angkutan/messaging';
import { connect } from '@angkutan/mongo';
import type { Logger } from '@angkutan/telemetry';
import type { Kafka } from 'kafkajs';
import type { Connection } from 'mongoose';
import type { PlatformEnvironment } from './environment.ts';
import { startJob } from './job.ts';
import type { Life } from './lifecycle.ts';
import { createSite, type Site } from './site.ts';
import { waitForRegistry } from './wait-for-registry.ts';

/** How soon a replay begins; how fast it goes on is its own word. */
const REPLAYS_EVERY_MS = 1_000;

/** What every service is made of, connected and ready. */
export interface Platform {
  readonly service: string;
  readonly version: string;
  readonly logger: Logger;
  readonly connection: Connection;
  readonly kafka: Kafka;
  readonly codec: Codec;
  readonly executor: Executor;
  /** Whose tokens are believed. */
  readonly auth: Auth;
  /** The gaps that a person has looked into, for the service's consumers. */
  readonly acceptedGaps: readonly string[];
  /** Serves the routes, and says so in one log line with the url. */
  serve(site: Site): Promise<void>;
}

export interface PlatformOptions {
  readonly service: string;
  readonly version: string;
  readonly environment: PlatformEnvironment;
  readonly logger: Logger;
  readonly life: Life;
}

/**
 * Connects to MongoDB, Kafka and the registry, waiting for each up to STARTUP_WAIT_S and saying for what,
 * then starts the relay. @throws when one of them did not answer in time: the process exits 1.
 */
export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  const { service, version, environment, logger, life } = options;
  const waitMs = environment.STARTUP_WAIT_S * 1_000;
  const onWaiting = (waiting: { for: string; waitedMs: number }): void =>
    logger.warn({ part: waiting.for, waitedMs: waiting.waitedMs }, `waiting for ${waiting.for}`);
  const connection = await connect(environment.MONGODB_URI, {
    name: `angkutan-${service}`,
    waitMs,
    onWaiting,
  });
  life.onStop('mongodb', () => connection.close());
  const kafka = await connectKafka({
    brokers: environment.KAFKA_BROKERS,
    clientId: `angkutan-${service}`,
    logger,
    waitMs,
    onWaiting,
  });
  await prepareCollections(connection, INBOX_RETENTION_MS);
  const store = createSchemaStore(connection);
  const registryUrl = environment.SCHEMA_REGISTRY_URL;
  await waitForRegistry({ registryUrl, store, waitMs, onWaiting });
  const codec = createCodec({ registryUrl, store });
  const executor = createExecutor({ connection, codec, logger, source: `angkutan/${service}` });
  const relay = startRelay({ connection, kafka, codec, logger });
  life.onStop('relay', () => relay.stop());
  const auth = authOf(environment);
  const acceptedGaps = environment.ACCEPTED_OFFSET_GAPS;
  const parts = {
    service,
    version,
    logger,
    connection,
    kafka,
    codec,
    executor,
    auth,
    acceptedGaps,
  };
  return {
    ...parts,
    serve: async (site) => {
      const trustedProxies = environment.TRUSTED_PROXIES;
      const { app, carryOn } = await createSite(parts, site, trustedProxies);
      startReplaying(carryOn, { logger, life });
      const listening = await listen(app, environment.PORT);
      life.onStop('http', () => listening.close());
      // The one line that is written at every level: whoever started us waits for it.
      logger.child({}, { level: 'info' }).info({ url: listening.url }, 'listening');
    },
  };
}

function startReplaying(
  run: () => Promise<boolean>,
  { logger, life }: Pick<PlatformOptions, 'logger' | 'life'>,
): void {
  const job = startJob({ name: 'replays', everyMs: REPLAYS_EVERY_MS, run, logger });
  life.onStop('replays', () => job.stop());
}

const authOf = (environment: PlatformEnvironment): Auth => ({
  jwksUrl: environment.AUTH_JWKS_URL,
  issuer: environment.AUTH_ISSUER,
  audience: environment.AUTH_AUDIENCE,
});
