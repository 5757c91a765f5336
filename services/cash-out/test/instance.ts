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
import { createSite, type Platform, readEnvironment } from '@angkutan/service';
import { createLogger } from '@angkutan/telemetry';
import { parts, type TestDatabase, type TokenIssuer } from '@angkutan/testkit';
import { cashOutEnvironment } from '../src/config.ts';
import { startCashOut } from '../src/start.ts';

export const PARTNER = { partnerId: 'ANGKUTAN', secret: 'a-secret-for-tests-only' };
export const EVENT_KEY = Buffer.alloc(32, 7);
export const FIELD_KEY = Buffer.alloc(32, 8);

export interface Instance {
  readonly url: string;
  stop(): Promise<void>;
}

export interface InstanceOptions {
  readonly database: TestDatabase;
  readonly group: string;
  readonly topics: readonly string[];
  readonly publishTo: string;
  readonly kasproUrl: string;
  readonly processingWindowS: number;
  readonly lines: string[];
  readonly auth: TokenIssuer;
}

/** One instance of the service, as `main.ts` runs it but for its process and its names. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const { database, group, topics, publishTo, lines, auth } = options;
  const { schemaRegistryUrl: registryUrl, kafkaBrokers: brokers } = parts();
  const stops: (() => Promise<void> | void)[] = [];
  let url = '';
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ service: 'cash-out', level: 'info', destination });
  const connection = await connect(database.uri, { name: database.name });
  stops.push(() => connection.close());
  const kafka = await connectKafka({ brokers, clientId: 'cash-out-test', logger });
  await prepareCollections(connection);
  const codec = createCodec({ registryUrl, store: createSchemaStore(connection) });
  const source = 'angkutan/cash-out';
  const topicFor = () => publishTo;
  const executor = createExecutor({ connection, codec, logger, source, topicFor });
  const relay = startRelay({ connection, kafka, codec, logger });
  stops.push(() => relay.stop());
  const own = { service: 'cash-out', version: '0.0.0', connection, logger };
  const serve: Platform['serve'] = async (site) => {
    const { app } = await createSite({ ...own, codec, executor, auth }, site);
    const listening = await listen(app, 0);
    url = listening.url;
    stops.push(() => listening.close());
  };
  await startCashOut(
    { ...own, kafka, codec, executor, auth, acceptedGaps: [], serve },
    environmentOf(options),
    {
      onStop: (_part, stop) => void stops.push(stop),
      fail: (part) => void lines.push(`${part} is dead`),
    },
    { group, topics },
  );
  return {
    url,
    async stop() {
      for (const stop of stops.toReversed()) await stop();
    },
  };
}

const environmentOf = ({ auth, database, kasproUrl, processingWindowS }: InstanceOptions) =>
  readEnvironment(cashOutEnvironment, {
    KAFKA_BROKERS: parts().kafkaBrokers.join(','),
    MONGODB_URI: database.uri,
    SCHEMA_REGISTRY_URL: parts().schemaRegistryUrl,
    AUTH_JWKS_URL: auth.jwksUrl,
    AUTH_ISSUER: auth.issuer,
    AUTH_AUDIENCE: auth.audience,
    KASPRO_BASE_URL: kasproUrl,
    KASPRO_PARTNER_ID: PARTNER.partnerId,
    KASPRO_SECRET: PARTNER.secret,
    KASPRO_PROCESSING_WINDOW_S: String(processingWindowS),
    EVENT_SEALING_KEY: EVENT_KEY.toString('base64'),
    CASH_OUT_SEALING_KEY: FIELD_KEY.toString('base64'),
  });
