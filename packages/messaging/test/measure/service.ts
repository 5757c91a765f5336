// The measured process: one consumer and one relay, as a service has them.
import { createCodec } from '@angkutan/events';
import { connect } from '@angkutan/mongo';
import { createLogger } from '@angkutan/telemetry';
import { startConsumer } from '../../src/consumer.ts';
import { createExecutor } from '../../src/executor.ts';
import { connectKafka } from '../../src/kafka.ts';
import { startRelay } from '../../src/relay.ts';
import { transfers } from './transfers.ts';

export interface MeasuredSettings {
  readonly mongodbUri: string;
  readonly registryUrl: string;
  readonly brokers: readonly string[];
  readonly database: string;
  readonly consumed: string;
  readonly published: string;
}

if (import.meta.main) {
  const settings: MeasuredSettings = JSON.parse(process.argv[2] ?? '');
  const { brokers, consumed, published } = settings;
  const logger = createLogger({ service: 'measured', level: 'warn' });
  const connection = await connect(settings.mongodbUri, { name: settings.database });
  const codec = createCodec({ registryUrl: settings.registryUrl });
  const topicFor = (): string => published;
  const executor = createExecutor({ connection, codec, logger, source: '/measured', topicFor });
  const kafka = await connectKafka({ brokers, clientId: 'measured', logger });
  startRelay({ connection, codec, logger, kafka });
  await startConsumer({
    kafka,
    connection,
    executor,
    codec,
    logger,
    group: settings.database,
    topics: [consumed],
    work: transfers(connection),
    waitLimitMs: 60_000,
    version: 'measured',
    onDead: () => process.exit(1),
  });
}
