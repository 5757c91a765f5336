import { type AnyEvent, type Codec, createCodec, toHeaders } from '@angkutan/events';
import { createTopic, eventually, parts, produce, readTopic } from '@angkutan/testkit';
import type { Keyed } from './events.ts';

export type Published = Extract<AnyEvent, { type: `CashOut${string}` | 'LateSuccessReported' }>;

/** Topics of a test's own: what it tells, and what it hears. */
export async function openTopics() {
  const codec = createCodec({ registryUrl: parts().schemaRegistryUrl });
  const [told, heard] = await Promise.all([newTopic('told'), newTopic('cash-outs')]);
  const reading = readAll(heard, codec);
  return {
    told,
    heard,
    published: reading.events,
    send: async (...events: readonly Keyed[]): Promise<void> =>
      produce(told, await Promise.all(events.map((event) => recordOf(event, codec)))),
    close: reading.stop,
  };
}

/** A broker that is busy forgets for a moment that it has just made a topic. */
const newTopic = (prefix: string): Promise<string> => eventually(() => createTopic(prefix, 3));

const recordOf = async ({ event, key }: Keyed, codec: Codec) => ({
  key,
  value: await codec.frame(codec.encode(event)),
  headers: toHeaders({
    id: event.data.eventId,
    type: event.type,
    source: 'test',
    occurredAt: event.data.occurredAt,
    key,
  }),
});

/** Reads a topic all the time, and shows what has come so far. */
function readAll(topic: string, codec: Codec) {
  const events: Published[] = [];
  let decoding = Promise.resolve();
  let taken = 0;
  let stopped = false;
  const take = async (value: Buffer | null): Promise<void> => {
    const event = await codec.decode(value);
    if (isOurs(event)) events.push(event);
  };
  const reading = readTopic(
    topic,
    (messages) => {
      for (const { value } of messages.slice(taken)) decoding = decoding.then(() => take(value));
      taken = messages.length;
      return stopped;
    },
    { within: 300_000 },
  );
  return {
    events: (): readonly Published[] => events,
    async stop() {
      stopped = true;
      await reading;
      await decoding;
    },
  };
}

const isOurs = (event: AnyEvent): event is Published =>
  event.type.startsWith('CashOut') || event.type === 'LateSuccessReported';
