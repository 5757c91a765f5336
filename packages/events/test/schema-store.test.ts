import { describe, expect, test } from 'vitest';
import { createCodec, type SchemaEntry } from '../src/index.ts';
import { SCHEMAS, fingerprintOf, schemaOf } from '../src/schemas.ts';
import { NOBODY, framed, saying, upgraded } from './registry-stand-in.ts';

const { fingerprint, text } = schemaOf('CustomerUpgraded');

function memory(entries: SchemaEntry[] = []) {
  return {
    entries,
    load: () => Promise.resolve(entries),
    save: (entry: SchemaEntry) => Promise.resolve(void entries.push(entry)),
  };
}

describe('the store', () => {
  const entry = { fingerprint, id: 42, schema: text };

  test('lets a restarted process frame and decode while the registry is down', async () => {
    const codec = createCodec({ registryUrl: NOBODY, store: memory([entry]) });
    const message = await codec.frame(codec.encode(upgraded));
    expect(message.readInt32BE(1)).toBe(42);
    expect(await codec.decode(message)).toEqual(upgraded);
  });

  test('never outvotes a registry that answers, for one built anew gives other ids', async () => {
    const codec = createCodec({
      registryUrl: await saying(200, '{"id": 5}'),
      store: memory([entry]),
    });
    const message = await codec.frame(codec.encode(upgraded));
    expect(message.readInt32BE(1)).toBe(5);
  });

  test('learns what the registry says, both ways', async () => {
    const store = memory();
    const url = await saying(200, JSON.stringify({ id: 5, schema: text }));
    const codec = createCodec({ registryUrl: url, store });
    await codec.frame(codec.encode(upgraded));
    await codec.decode(framed(5));
    expect(store.entries).toEqual([
      { fingerprint, id: 5, schema: text },
      { fingerprint: 'id:5', id: 5, schema: text },
    ]);
  });

  test('frames what another release encoded, and only what somebody registered', async () => {
    const foreign = { fingerprint: fingerprintOf('"string"'), id: 77, schema: '"string"' };
    const codec = createCodec({ registryUrl: await saying(500, ''), store: memory([foreign]) });
    const body = Buffer.of(2, 65);
    expect((await codec.frame({ fingerprint: foreign.fingerprint, body })).readInt32BE(1)).toBe(77);
    await expect(codec.frame({ fingerprint: 'unheard-of', body })).rejects.toMatchObject({
      reason: 'UNKNOWN_FINGERPRINT',
    });
  });

  test('lets a restarted process read what others wrote while the registry is down', async () => {
    const { doc: _, ...theirs } = JSON.parse(text);
    const read = { fingerprint: 'id:43', id: 43, schema: JSON.stringify(theirs) };
    const codec = createCodec({ registryUrl: NOBODY, store: memory([entry, read]) });
    expect(await codec.decode(framed(43))).toEqual(upgraded);
    await expect(codec.decode(framed(44))).rejects.toMatchObject({ reason: 'NETWORK' });
  });

  test('has every schema of ours under one fingerprint', () => {
    const prints = [...SCHEMAS.values()].map((schema) => schema.fingerprint);
    expect(new Set(prints).size).toBe(SCHEMAS.size);
  });
});
