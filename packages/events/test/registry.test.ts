import { parts, unique } from '@angkutan/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  BreakingChangeError,
  createCodec,
  registerAll,
  topicOf,
  type AnyEvent,
} from '../src/index.ts';
import { createRegistry } from '../src/registry.ts';
import { SCHEMAS, schemaOf } from '../src/schemas.ts';

const url = parts().schemaRegistryUrl;
const registry = createRegistry(url);
const upgraded: AnyEvent = {
  type: 'CustomerUpgraded',
  data: { eventId: 'event-1', occurredAt: 1, customerId: 'customer-1', tier: 'PREMIUM' },
};

const field = (name: string, type: string, ...rest: unknown[]) =>
  rest.length === 0 ? { name, type } : { name, type, default: rest[0] };
const record = (...fields: object[]) => JSON.stringify({ type: 'record', name: 'Sample', fields });

beforeAll(async () => {
  await registerAll(url);
});

describe('registering all schemas', () => {
  test('a second time, and twice at once, changes nothing and gives the same ids', async () => {
    const lines: string[] = [];
    const [first, second] = await Promise.all([
      registerAll(url, { log: (line) => lines.push(line) }),
      registerAll(url),
    ]);
    expect(first).toEqual(second);
    expect(first.map(({ subject }) => subject)).toEqual(
      [...SCHEMAS.values()].map(({ subject }) => subject),
    );
    expect(lines).toHaveLength(SCHEMAS.size);
    expect(lines[0]).toMatch(
      /^unchanged angkutan\.rides-id\.angkutan\.rides\.v1\.RideBooked \(id \d+\)$/,
    );
  });

  test('leaves every subject fully compatible, with every earlier version', async () => {
    for (const { subject } of SCHEMAS.values()) {
      const answer = await fetch(`${url}/config/${subject}`);
      expect(await answer.json()).toEqual({ compatibilityLevel: 'FULL_TRANSITIVE' });
    }
  });
});

describe('a schema', () => {
  test('that is only written or explained differently keeps its id', async () => {
    const subject = unique('reformatted');
    const { text } = schemaOf('FundsHeld');
    const id = await registry.register(subject, text);
    const { type, ...rest } = JSON.parse(text);
    const otherwise = JSON.stringify({ ...rest, doc: 'Otherwise.', type }, null, 4);
    expect(await registry.register(subject, otherwise)).toBe(id);
    expect(await registry.idOf(subject, otherwise)).toBe(id);
  });

  test('that breaks the last version is refused, and the refusal names the subject', async () => {
    const subject = unique('breaking');
    await registry.requireFullCompatibility(subject);
    await registry.register(subject, record(field('a', 'string')));
    const change = registry.register(subject, record(field('a', 'long')));
    await expect(change).rejects.toThrow(BreakingChangeError);
    await expect(change).rejects.toThrow(subject);
  });

  test('that breaks an older version only is refused too', async () => {
    const subject = unique('breaking-old');
    await registry.requireFullCompatibility(subject);
    await registry.register(subject, record(field('a', 'string'), field('b', 'long', 0)));
    await registry.register(subject, record(field('a', 'string')));
    const change = registry.register(
      subject,
      record(field('a', 'string'), field('b', 'string', '')),
    );
    await expect(change).rejects.toThrow(BreakingChangeError);
  });

  test('that gains a field with a default is a new version of the same subject', async () => {
    const subject = unique('growing');
    await registry.requireFullCompatibility(subject);
    const id = await registry.register(subject, record(field('a', 'string')));
    const grown = await registry.register(
      subject,
      record(field('a', 'string'), field('b', 'long', 0)),
    );
    expect(grown).not.toBe(id);
  });

  test('that was never registered has no id', async () => {
    expect(await registry.idOf(unique('nowhere'), record())).toBeUndefined();
    const { subject } = schemaOf('FundsHeld');
    expect(await registry.idOf(subject, record(field('c', 'bytes')))).toBeUndefined();
    expect(await registry.schemaById(2_000_000_000)).toBeUndefined();
  });
});

describe('a message', () => {
  test('travels in the wire format, and is read by someone who has never seen its schema', async () => {
    const codec = createCodec({ registryUrl: url });
    const message = await codec.frame(codec.encode(upgraded));
    expect(message[0]).toBe(0);
    expect(message.readInt32BE(1)).toBe(
      await registry.idOf(schemaOf('CustomerUpgraded').subject, schemaOf('CustomerUpgraded').text),
    );
    expect(await createCodec({ registryUrl: url }).decode(message)).toEqual(upgraded);
  });

  test('is read at once when its schema id was seen before', async () => {
    const codec = createCodec({ registryUrl: url });
    const message = await codec.frame(codec.encode(upgraded));
    expect(codec.decode(message)).toBeInstanceOf(Promise);
    await codec.decode(message);
    expect(codec.decode(message)).toEqual(upgraded);
  });

  test('of a newer writer is read without what this release does not know', async () => {
    const schema = JSON.parse(schemaOf('CustomerUpgraded').text);
    schema.fields.push(field('since', 'long', 0));
    const id = await registry.register(unique('newer'), JSON.stringify(schema));
    const codec = createCodec({ registryUrl: url });
    const { body } = codec.encode(upgraded);
    const head = Buffer.alloc(5);
    head.writeInt32BE(id, 1);
    const message = Buffer.concat([head, body, Buffer.of(84)]);
    expect(await codec.decode(message)).toEqual(upgraded);
  });

  test('under an id that nobody gave is undecodable by name, and may be tried again', async () => {
    const codec = createCodec({ registryUrl: url });
    const message = Buffer.from([0, 0x77, 0x35, 0x94, 0x00, 1]);
    for (const attempt of [1, 2]) {
      await expect(codec.decode(message), `attempt ${attempt}`).rejects.toMatchObject({
        code: 'UNKNOWN_SCHEMA_ID',
        schemaId: 2_000_000_000,
      });
    }
  });

  test('that is no event of ours is undecodable by name', async () => {
    const id = await registry.register(unique('foreign'), record(field('a', 'string')));
    const codec = createCodec({ registryUrl: url });
    const message = Buffer.alloc(6);
    message.writeInt32BE(id, 1);
    await expect(codec.decode(message)).rejects.toMatchObject({
      code: 'UNKNOWN_EVENT',
      schemaId: id,
    });
    expect(() => codec.decode(message)).toThrow(/^UNKNOWN_EVENT/);
  });

  test('goes to the topic that its subject names', () => {
    for (const { type, subject } of SCHEMAS.values()) {
      expect(subject.startsWith(`${topicOf(type).name}-id.angkutan.`)).toBe(true);
    }
  });
});
