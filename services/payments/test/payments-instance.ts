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
import { paymentsEnvironment } from '../src/config.ts';
import { startPayments } from '../src/start.ts';

export interface Instance {
  readonly url: string;
  stop(): Promise<void>;
}

export const PARTNER = { partnerId: 'ANGKUTAN', secret: 'a-secret-for-tests-only' };

/** The key of every instance under test; nothing real is sealed with it. */
export const KEY = Buffer.alloc(32, 7);

interface InstanceOptions {
  readonly database: TestDatabase;
  readonly group: string;
  readonly topics: readonly string[];
  readonly publishTo: string;
  readonly customerWaitMs: number;
  /** Where KasPro is; tests that tell it nothing need none. */
  readonly kasproUrl: string;
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
  const logger = createLogger({ service: 'payments', level: 'warn', destination });
  const connection = await connect(database.uri, { name: database.name });
  stops.push(() => connection.close());
  const kafka = await connectKafka({ brokers, clientId: 'payments-test', logger });
  await prepareCollections(connection);
  const codec = createCodec({ registryUrl, store: createSchemaStore(connection) });
  const topicFor = () => publishTo;
  const source = 'angkutan/payments';
  const executor = createExecutor({ connection, codec, logger, source, topicFor });
  const relay = startRelay({ connection, kafka, codec, logger });
  stops.push(() => relay.stop());
  const own = { service: 'payments', version: '0.0.0', connection, logger };
  const serve: Platform['serve'] = async (site) => {
    const { app } = await createSite({ ...own, codec, executor, auth }, site);
    const listening = await listen(app, 0);
    url = listening.url;
    stops.push(() => listening.close());
  };
  await startPayments(
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

const environmentOf = ({ auth, database, kasproUrl, customerWaitMs }: InstanceOptions) =>
  readEnvironment(paymentsEnvironment, {
    KAFKA_BROKERS: parts().kafkaBrokers.join(','),
    MONGODB_URI: database.uri,
    SCHEMA_REGISTRY_URL: parts().schemaRegistryUrl,
    AUTH_JWKS_URL: auth.jwksUrl,
    AUTH_ISSUER: auth.issuer,
    AUTH_AUDIENCE: auth.audience,
    KASPRO_BASE_URL: kasproUrl,
    KASPRO_PARTNER_ID: PARTNER.partnerId,
    KASPRO_SECRET: PARTNER.secret,
    EVENT_SEALING_KEY: KEY.toString('base64'),
    LOOKUP_KEY: KEY.toString('base64'),
    CUSTOMER_WAIT_S: String(customerWaitMs / 1_000),
    RULES_LEAD_S: '1',
  });
