import { SCHEMAS, schemaOf } from '../schemas.ts';
import { TOPICS, type Topic } from '../topics.ts';
import { exampleOf } from './golden.ts';
import { recordOf } from './typescript.ts';

const AVRO = 'application/vnd.apache.avro+json;version=1.11.0';

/** The headers every message carries: CloudEvents in binary mode, and the trace. */
const HEADERS = {
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_time', 'ce_subject'],
  properties: {
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: { type: 'string', description: 'Unique for ever; equals eventId.' },
    ce_type: { type: 'string', description: 'The full record name.' },
    ce_source: { type: 'string', description: 'Who published it, such as /services/payments.' },
    ce_time: { type: 'string', format: 'date-time' },
    ce_subject: { type: 'string', description: 'The message key.' },
    traceparent: { type: 'string', description: 'W3C trace context.' },
    'content-type': { type: 'string', const: 'application/avro' },
  },
};

/** Who writes a topic, where it is not Angkutan. */
const WRITTEN_BY_OTHERS: ReadonlySet<string> = new Set(['angkutan.rides']);

/** The AsyncAPI 3 document of every topic and event. */
export function asyncApi(version: string): object {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Angkutan wallet platform: events',
      version,
      description:
        'Avro in the Confluent wire format (a zero byte, the schema id in four bytes, the body); subject ' +
        '`<topic>-<full record name>`; compatibility FULL_TRANSITIVE. Amounts are whole rupiah. A consumer that sees a ce_id twice does nothing the second time.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/avro',
    channels: Object.fromEntries(TOPICS.map((topic) => [channelId(topic), channelOf(topic)])),
    operations: Object.fromEntries(TOPICS.map((topic) => operationOf(topic))),
    components: {
      messages: Object.fromEntries([...SCHEMAS.keys()].map((type) => [type, messageOf(type)])),
      messageTraits: { cloudEvent: { headers: HEADERS } },
    },
  };
}

const channelId = (topic: Topic): string => topic.name.replace('angkutan.', '');

const KEPT = ' Compacted: the last message of each key is kept for ever.';

const channelOf = (topic: Topic): object => ({
  address: topic.name,
  description: `Ordered by ${topic.key}, which is the message key.${topic.compacted ? KEPT : ''}`,
  messages: Object.fromEntries(
    topic.events.map((type) => [type, { $ref: `#/components/messages/${type}` }]),
  ),
  bindings: {
    kafka: {
      topic: topic.name,
      partitions: topic.partitions,
      ...(topic.compacted && { topicConfiguration: { 'cleanup.policy': ['compact'] } }),
    },
  },
});

function operationOf(topic: Topic): [string, object] {
  const action = WRITTEN_BY_OTHERS.has(topic.name) ? 'receive' : 'send';
  return [
    `${action}-${channelId(topic)}`,
    { action, channel: { $ref: `#/channels/${channelId(topic)}` } },
  ];
}

const messageOf = (type: Parameters<typeof schemaOf>[0]): object => ({
  name: schemaOf(type).name,
  title: type,
  summary: recordOf(type).doc,
  traits: [{ $ref: '#/components/messageTraits/cloudEvent' }],
  payload: { schemaFormat: AVRO, schema: recordOf(type) },
  examples: [{ name: 'golden', payload: exampleOf(type) }],
});
