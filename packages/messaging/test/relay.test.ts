import { createTopic, readTopic } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRelay, type Relay } from '../src/relay.ts';
import { startService, type TestService } from './support/service.ts';
import { message, topUps } from './support/top-ups.ts';

describe('the relay', () => {
  let service: TestService;
  let relay: Relay;
  let topic: string;
  beforeAll(async () => {
    topic = await createTopic('published', 3);
    service = await startService({ topicFor: () => topic });
    const { connection, codec, logger } = service;
    relay = startRelay({ connection, codec, logger, kafka: await service.kafka() });
  });
  afterAll(async () => {
    await relay.stop();
    console.log(service.lines.join(''));
    await service.close();
  });
  it('publishes', async () => {
    await service.executor.execute(topUps(service.connection), [message('a'), message('b')]);
    const all = await readTopic(topic, (l) => l.length >= 2, { within: 5000 });
    expect(all.length).toBe(2);
  });
});
