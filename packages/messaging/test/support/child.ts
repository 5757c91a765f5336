// One of our own processes, to be killed: `node child.ts '<ChildSettings as JSON>'`.
import { createCodec } from '@angkutan/events';
import { connect } from '@angkutan/mongo';
import { createLogger } from '@angkutan/telemetry';
import { startConsumer } from '../../src/consumer.ts';
import { createExecutor } from '../../src/executor.ts';
import { connectKafka } from '../../src/kafka.ts';
import { startRelay } from '../../src/relay.ts';
import type { ChildSettings } from './children.ts';
import type { Message } from '../../src/work.ts';
import { message, topUps } from './top-ups.ts';

const settings: ChildSettings = JSON.parse(process.argv[2] ?? '');
const logger = createLogger({ service: settings.role });
const connection = await connect(settings.mongodbUri, { name: settings.database });
const codec = createCodec({ registryUrl: settings.registryUrl });
const topicFor = (): string => settings.published;
const executor = createExecutor({ connection, codec, logger, source: '/child', topicFor });

switch (settings.role) {
  case 'writer': {
    for (let group = 0; group < settings.groups; group += 1) {
      const messages = settings.keys.map((key) => message(key));
      const options = { dedupe: ({ id }: Message) => id };
      let results = await executor.execute(topUps(connection), messages, options);
      while (results.some(({ status }) => status === 'unavailable')) {
        results = await executor.execute(topUps(connection), messages, options);
      }
    }
    await connection.close();
    break;
  }
  case 'relay': {
    const kafka = await connectKafka({ brokers: settings.brokers, clientId: 'child', logger });
    startRelay({ connection, codec, logger, kafka });
    break;
  }
  case 'consumer': {
    const kafka = await connectKafka({ brokers: settings.brokers, clientId: 'child', logger });
    await startConsumer({
      kafka,
      connection,
      executor,
      codec,
      logger,
      group: settings.group,
      topics: [settings.consumed],
      work: topUps(connection),
      waitLimitMs: 60_000,
      version: '1',
      onDead: () => process.exit(1),
    });
    logger.info('consuming');
  }
}
