import {
  childOf,
  exportSpans,
  inTrace,
  isRecorded,
  newTraceparent,
  sendSpansTo,
  type Span,
  traceIdOf,
} from '@angkutan/telemetry';
import { createTopic, eventually, produce } from '@angkutan/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startRelay, type Relay } from '../src/relay.ts';
import type { Message, Work } from '../src/work.ts';
import { startService, toRecords, type TestService } from './support/service.ts';
import {
  type Books,
  type Channel,
  type Credit,
  message,
  topUp,
  topUps,
} from './support/top-ups.ts';

/** In which the records of this test come. */
const GIVEN = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

let service: TestService;
let topic: string;
let relay: Relay;
let spans: Span[];
beforeAll(async () => {
  const published = await createTopic('published');
  topic = await createTopic('traced');
  service = await startService({ topicFor: () => published });
  const { connection, codec, logger } = service;
  relay = startRelay({ connection, codec, logger, kafka: await service.kafka() });
});
afterAll(async () => {
  await relay.stop();
  await service.close();
});
beforeEach(() => {
  spans = [];
  sendSpansTo((span) => void spans.push(span));
});
afterEach(() => sendSpansTo(undefined));

const told = (kind: Span['kind'], of: string): Promise<Span> =>
  eventually(() => {
    const found = spans.find((span) => span.kind === kind && belongsTo(span, of));
    if (!found) throw new Error(`no ${kind} of ${of}`);
    return found;
  });
const belongsTo = ({ attributes, parent }: Span, of: string): boolean =>
  attributes['messaging.message.id'] === of || parent === of;

describe('a message on its way', () => {
  const send = async (...channels: Channel[]): Promise<string[]> => {
    const events = channels.map((channel, at) => topUp(`traced-${at}`, channel));
    await produce(topic, [...(await toRecords(service.codec, events))]);
    return events.map(({ eventId }) => eventId);
  };
  beforeAll(() => service.consume(topic));

  it('has a span of its own in its group, which is the parent of what it publishes', async () => {
    const [first = '', second = ''] = await send('VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT');
    const processed = [await told('consumer', first), await told('consumer', second)];
    for (const { name, traceparent, parent, failed } of processed) {
      expect({ name, parent, failed }).toEqual({
        name: 'process TopUpReceived',
        parent: GIVEN,
        failed: undefined,
      });
      const sent = await told('producer', traceparent);
      expect(sent.name).toBe('publish FundsReleased');
      expect(traceIdOf(sent.traceparent)).toBe(traceIdOf(GIVEN));
    }
    expect(processed[0]?.traceparent).not.toBe(processed[1]?.traceparent);
  });

  it.each([
    ['REFUSED', 'NOT_WANTED', 'message dead-lettered: refused'],
    ['BUG', 'AKT_MESSAGE_FAILED', 'message parked'],
  ] as const)(
    'that ends %s says so in its span and in a line of its trace',
    async (channel, failed, line) => {
      const [id = ''] = await send(channel);
      const { attributes, ...span } = await told('consumer', id);
      expect(span.failed).toBe(failed);
      const offset = attributes['messaging.kafka.offset'];
      const lines = service.lines.map((one): { msg: string; traceId?: string; offset?: string } =>
        JSON.parse(one),
      );
      const about = lines.find((one) => one.msg === line && Number(one.offset) === offset);
      expect(about?.traceId).toBe(traceIdOf(GIVEN));
    },
  );
});

describe('a collector that is away', () => {
  it('keeps no message from being done and told of', async () => {
    const { logger } = service;
    const [version, endpoint] = ['1', 'http://127.0.0.1:9'];
    const exports = await exportSpans({
      service: 'test',
      version,
      endpoint,
      sampleRatio: 1,
      logger,
    });
    const published = (await service.rows('effects')).length;
    const events = Array.from({ length: 50 }, (_, at) => topUp(`unseen-${at}`));
    await produce(topic, [...(await toRecords(service.codec, events))]);
    await eventually(async () => (await service.rows('effects')).length === published + 50);
    await eventually(async () => (await service.rows('outbox')).length === 0);
    await exports.stop();
  });
});

describe('a message that is executed', () => {
  const work = (changes: Partial<Work<Message, Books, Credit>> = {}) => ({
    ...topUps(service.connection),
    ...changes,
  });

  it('is of the trace in which it is asked for, when it brings none', async () => {
    const asking = newTraceparent();
    await inTrace(asking, () => service.executor.execute(work(), [message('asked')]));
    expect(spans.find(({ name }) => name === 'decide top-ups')).toMatchObject({ parent: asking });
  });

  it('continues the trace of what it is about, and is linked to the one that brought it', async () => {
    const [ordered, brought] = [newTraceparent(), newTraceparent()];
    const traces: string[] = [];
    const { evolve, ...rest } = work({ continues: () => ordered });
    const noting = {
      ...rest,
      evolve(state: Books, change: Credit, trace: string) {
        traces.push(trace);
        evolve(state, change, trace);
      },
    };
    const options = { traceparent: brought };
    await service.executor.execute(noting, [message('continued')], options);
    const span = spans.find(({ name }) => name === 'decide top-ups');
    expect(span).toMatchObject({ parent: ordered, link: brought });
    // What the change leads to later is told of under this span.
    expect(traces).toEqual([span?.traceparent]);
  });

  it('that was done before tells nothing again', async () => {
    const once = message('once');
    const options = { dedupe: ({ id }: Message) => id };
    await service.executor.execute(work(), [once], options);
    await service.executor.execute(work(), [once], options);
    expect(spans.filter(({ name }) => name === 'decide top-ups')).toHaveLength(1);
  });

  it('leaves no parent in the outbox where nothing is recorded', async () => {
    sendSpansTo(undefined);
    expect(isRecorded(childOf(GIVEN))).toBe(false);
    await relay.stop();
    await service.executor.execute(work(), [message('silent')]);
    const [document] = await service.connection.collection('outbox').find().toArray();
    expect(document?.['entries']).toEqual([expect.not.objectContaining({ parent: GIVEN })]);
    expect(document?.['entries'][0]).not.toHaveProperty('parent');
  });
});
