/** Payments on real Kafka, MongoDB and registry, under names of its own; the wallet is played by the test. */
import { createCodec, toHeaders, type AnyEvent, type Codec } from '@angkutan/events';
import { deadLetterTopic } from '@angkutan/messaging';
import type { Instance } from '@angkutan/service-testkit';
import {
  createTopic,
  parts,
  produce,
  readTopic,
  startTokenIssuer,
  testDatabase,
  unique,
  type Produced,
} from '@angkutan/testkit';
import { startPaymentsInstance } from './payments-instance.ts';

export type Published = Extract<AnyEvent, { type: `Payment${string}` }>;

/** An event and the key that orders it. */
export interface Keyed {
  readonly event: AnyEvent;
  readonly key: string;
}

export type PaymentsUnderTest = Awaited<ReturnType<typeof paymentsUnderTest>>;

interface Options {
  readonly instances?: number;
  readonly customerWaitMs?: number;
  /** Where KasPro is; without it nothing answers. */
  readonly kasproUrl?: string;
}

const NOBODY = 'http://127.0.0.1:9';

export async function paymentsUnderTest({
  instances = 1,
  customerWaitMs = 60_000,
  kasproUrl = NOBODY,
}: Options = {}) {
  const database = testDatabase('payments');
  const [rides, wallets, payments] = await Promise.all([
    createTopic('rides', 3),
    createTopic('wallets', 3),
    createTopic('payments', 3),
  ]);
  const group = unique('payments');
  const auth = await startTokenIssuer();
  const lines: string[] = [];
  const running: Instance[] = [];
  for (let instance = 0; instance < instances; instance += 1) {
    const names = { database, group, topics: [rides, wallets], publishTo: payments };
    running.push(await startPaymentsInstance({ ...names, customerWaitMs, kasproUrl, lines, auth }));
  }
  const codec = createCodec({ registryUrl: parts().schemaRegistryUrl });
  const reading = readAll(payments, codec);
  const recordsOf = (events: readonly Keyed[]) =>
    Promise.all(events.map((event) => recordOf(event, codec)));

  return {
    database,
    /** Warnings and errors that were logged, as JSON. */
    lines,
    urls: running.map(({ url }) => url),
    token: auth.token,
    published: (): readonly Published[] => reading.events().filter(isPayment),
    /** Versions of the rules that were told. */
    rulesTold: () =>
      reading.events().flatMap((one) => (one.type === 'RulesVersionAdded' ? [one.data] : [])),
    /** Canaries that were sent. */
    canaries: () =>
      reading.events().flatMap((one) => (one.type === 'CanarySent' ? [one.data] : [])),
    /** Late successes that were told, by requestId. */
    late: () =>
      reading.events().flatMap((one) => (one.type === 'LateSuccessReported' ? [one.data] : [])),
    async send(...events: readonly Keyed[]): Promise<void> {
      const ofRides = events.filter(({ event }) => event.type.startsWith('Ride'));
      const ofWallets = events.filter(({ event }) => !event.type.startsWith('Ride'));
      if (ofRides.length > 0) await produce(rides, await recordsOf(ofRides));
      if (ofWallets.length > 0) await produce(wallets, await recordsOf(ofWallets));
    },
    letters: (enough: (letters: readonly Produced[]) => boolean) =>
      readTopic(deadLetterTopic(group), enough, { within: 25_000 }),
    async close(): Promise<void> {
      await reading.stop();
      for (const instance of running) await instance.stop();
      await auth.close();
      await database.drop();
    },
  };
}

const recordOf = async ({ event, key }: Keyed, codec: Codec) => ({
  key,
  value: await codec.frame(codec.encode(event)),
  headers: toHeaders({
    id: event.data.eventId,
    type: event.type,
    source: 'test',
    occurredAt: event.data.occurredAt,
    key,
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  }),
});

/** Reads a topic all the time, and shows what has come so far. */
function readAll(topic: string, codec: Codec) {
  const events: AnyEvent[] = [];
  let decoding = Promise.resolve();
  let taken = 0;
  let stopped = false;
  const take = async (value: Buffer | null): Promise<void> => {
    const event = await codec.decode(value);
    // A relay that takes over may tell an event again: every consumer knows it by its id.
    if (!events.some(({ data }) => data.eventId === event.data.eventId)) events.push(event);
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
    events: (): readonly AnyEvent[] => events,
    async stop() {
      stopped = true;
      await reading;
      await decoding;
    },
  };
}

const isPayment = (event: AnyEvent): event is Published => event.type.startsWith('Payment');
