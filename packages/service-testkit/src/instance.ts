import { createCodec } from '@angkutan/events';
import { listen } from '@angkutan/http';
import {
  connectKafka,
  createExecutor,
  createSchemaStore,
  prepareCollections,
  startRelay,
} from '@angkutan/messaging';
import { connect } from '@angkutan/mongo';
import { createSite, type Life, type Platform } from '@angkutan/service';
import { createLogger } from '@angkutan/telemetry';
import { parts, type TestDatabase, type TokenIssuer } from '@angkutan/testkit';

/** Whom KasPro knows in tests. */
export const PARTNER = { partnerId: 'ANGKUTAN', secret: 'a-secret-for-tests-only' };

/** What is each test's own. */
export interface Stage {
  readonly service: string;
  readonly database: TestDatabase;
  /** The topic of everything that the service tells. */
  readonly publishTo: string;
  readonly auth: TokenIssuer;
  /** Takes what is logged, from this level on, as JSON. */
  readonly lines: string[];
  readonly level: 'info' | 'warn';
}

export interface Instance {
  readonly url: string;
  stop(): Promise<void>;
}

/** One instance of a service, as `main.ts` runs it but for its process and its names. */
export async function startInstance(
  { service, database, publishTo, auth, lines, level }: Stage,
  start: (platform: Platform, life: Life) => Promise<void>,
): Promise<Instance> {
  const { schemaRegistryUrl: registryUrl, kafkaBrokers: brokers } = parts();
  const stops: (() => Promise<void> | void)[] = [];
  let url = '';
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ service, level, destination });
  const connection = await connect(database.uri, { name: database.name });
  stops.push(() => connection.close());
  const kafka = await connectKafka({ brokers, clientId: `${service}-test`, logger });
  await prepareCollections(connection);
  const codec = createCodec({ registryUrl, store: createSchemaStore(connection) });
  const topicFor = () => publishTo;
  const source = `angkutan/${service}`;
  const executor = createExecutor({ connection, codec, logger, source, topicFor });
  const relay = startRelay({ connection, kafka, codec, logger });
  stops.push(() => relay.stop());
  const own = { service, version: '0.0.0', connection, logger, codec, executor, auth };
  const serve: Platform['serve'] = async (site) => {
    const { app } = await createSite(own, site);
    const listening = await listen(app, 0);
    url = listening.url;
    stops.push(() => listening.close());
  };
  await start(
    { ...own, kafka, acceptedGaps: [], serve },
    {
      onStop: (_part, stop) => void stops.push(stop),
      fail: (part) => void lines.push(`${part} is dead`),
    },
  );
  return {
    url,
    async stop() {
      for (const stop of stops.toReversed()) await stop();
    },
  };
}

/** What the environment of every service says, and that of one which calls KasPro there. */
export const stageEnvironment = ({ auth, database }: Stage, kasproUrl: string) => ({
  KAFKA_BROKERS: parts().kafkaBrokers.join(','),
  MONGODB_URI: database.uri,
  SCHEMA_REGISTRY_URL: parts().schemaRegistryUrl,
  AUTH_JWKS_URL: auth.jwksUrl,
  AUTH_ISSUER: auth.issuer,
  AUTH_AUDIENCE: auth.audience,
  KASPRO_BASE_URL: kasproUrl,
  KASPRO_PARTNER_ID: PARTNER.partnerId,
  KASPRO_SECRET: PARTNER.secret,
});
