import { connect } from 'node:net';
import { createTopic, eventually, parts, unique } from '@angkutan/testkit';
import type { ISocketFactory } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKafka } from '../src/kafka.ts';
import type { OutboxEntry } from '../src/outbox.ts';
import { createPublisher } from '../src/publisher.ts';
import { startRelay } from '../src/relay.ts';
import { startLossyProxy, type Cutter } from './support/lossy-proxy.ts';
import { startService, type TestService } from './support/service.ts';
import { message, topUps } from './support/top-ups.ts';

const PRODUCE = 0;

/** Loses the answers to some produce requests, counted from 1: the broker has the records. */
function losingProduceAnswers(lost: ReadonlySet<number>): Cutter & { produced: number } {
  const asked = new Set<number>();
  const cutter = {
    produced: 0,
    onRequest(chunk: Buffer, connection: number) {
      if (chunk.length < 8 || chunk.readInt16BE(4) !== PRODUCE) return;
      cutter.produced += 1;
      if (lost.has(cutter.produced)) asked.add(connection);
    },
    cutsAnswer: (_chunk: Buffer, connection: number) => asked.delete(connection),
  };
  return cutter;
}

describe('a broker whose answers get lost', () => {
  let service: TestService;
  beforeAll(async () => void (service = await startService()));
  afterAll(() => service.close());

  async function kafkaThrough(cutter: Cutter) {
    const [host = '', port] = (parts().kafkaBrokers[0] ?? '').split(':');
    const proxy = await startLossyProxy({ host, port: Number(port) }, cutter);
    // Whatever address the broker tells, the way goes through the proxy.
    const socketFactory: ISocketFactory = ({ onConnect }) =>
      connect({ host: '127.0.0.1', port: proxy.port }, onConnect);
    const { logger } = service;
    const brokers = parts().kafkaBrokers;
    return { proxy, kafka: createKafka({ brokers, clientId: 'test', logger, socketFactory }) };
  }

  it('keeps every record once and in order, for one send is in flight at a time', async () => {
    const topic = await createTopic('lossy');
    const cutter = losingProduceAnswers(new Set([3, 7, 8, 15]));
    const { proxy, kafka } = await kafkaThrough(cutter);
    const publisher = createPublisher(kafka, service.codec, () => true);
    for (let batch = 0; batch < 20; batch += 1) {
      const numbers = Array.from({ length: 10 }, (_, i) => batch * 10 + i);
      await publisher.publish(numbers.map((number) => entry(topic, String(number))));
    }
    await publisher.reset();
    await proxy.close();
    const records = await (await service.tail(topic)).atLeast(200);
    const values = records.map(({ value }) => Number(value));
    expect(values).toEqual(Array.from({ length: 200 }, (_, i) => i));
    expect(cutter.produced).toBe(24);
  });

  it('gets what the relay could not deliver as soon as it is back', async () => {
    const topic = await createTopic('back');
    const other = await startService({ topicFor: () => topic });
    let away = true;
    const { proxy, kafka } = await kafkaThrough({ cutsAnswer: () => away });
    const { connection, codec, logger, executor } = other;
    const wallet = unique('w');
    await executor.execute(topUps(connection), [message(wallet), message(wallet)]);
    const relay = startRelay({ connection, codec, logger, kafka });
    const fallen = () => other.lines.join('').includes('falls back to the stored outbox');
    await eventually(fallen, { within: 20_000 });
    away = false;
    const records = await (await other.tail(topic)).atLeast(2, { within: 20_000 });
    expect(records).toHaveLength(2);
    await relay.stop();
    await proxy.close();
    await other.close();
  });
});

function entry(topic: string, text: string): OutboxEntry {
  return { topic, key: Buffer.from('one key'), headers: [], raw: Buffer.from(text) };
}
