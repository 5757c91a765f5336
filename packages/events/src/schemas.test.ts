import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SCHEMAS, fingerprintOf, historyOf, schemaOf, versionOf } from './schemas.ts';
import { TOPICS, isEventType, topicOf } from './topics.ts';
import { recordOf } from './generate/typescript.ts';

const FOLDER = join(import.meta.dirname, '../schemas');

describe('a topic', () => {
  test('carries exactly the events whose schemas lie in its folder', () => {
    expect(readdirSync(FOLDER).toSorted()).toEqual(TOPICS.map(({ name }) => name).toSorted());
    for (const { name, events } of TOPICS) {
      const files = readdirSync(join(FOLDER, name)).toSorted();
      expect(files).toEqual(events.map((event) => `${event}.avsc`).toSorted());
    }
  });

  test('is found by event, and no other name is an event', () => {
    expect(topicOf('CashOutSettled').name).toBe('angkutan.cash-outs');
    expect(['CashOutSettled', 'constructor', '', 'Split'].map(isEventType)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('a schema', () => {
  test('has the full name and subject that other teams know', () => {
    expect(SCHEMAS.get('RideCompleted')?.subject).toBe(
      'angkutan.rides-id.angkutan.rides.v1.RideCompleted',
    );
    expect(SCHEMAS.get('CashOutSettled')?.subject).toBe(
      'angkutan.cash-outs-id.angkutan.cash_outs.v1.CashOutSettled',
    );
  });

  test.each([...SCHEMAS.values()])('of $type names itself as its file and folder say', (schema) => {
    const record = recordOf(schema.type);
    expect(`${record.namespace}.${record.name}`).toBe(schema.name);
  });

  test.each([...SCHEMAS.values()])(
    'of $type opens with eventId and occurredAt, and documents every field',
    ({ type }) => {
      const { doc, fields } = recordOf(type);
      expect(fields.slice(0, 2).map(({ name }) => name)).toEqual(['eventId', 'occurredAt']);
      expect(fields[1]?.type).toEqual({ type: 'long', logicalType: 'timestamp-millis' });
      for (const text of [doc, ...fields.map((field) => field.doc)]) expect(text).toMatch(/\.$/);
    },
  );

  test.each([...SCHEMAS.values()])('of $type has no enum, which could never grow', ({ text }) => {
    expect(text).not.toContain('"enum"');
  });

  test('is found by its fingerprint, whether current or past', () => {
    for (const schema of SCHEMAS.values()) {
      expect(versionOf(schema.fingerprint)).toEqual(schema);
      expect(historyOf(schema.type).at(-1)).toEqual(schema);
    }
    expect(versionOf(fingerprintOf('{}'))).toBeUndefined();
  });

  test('keeps its fingerprint when only its documentation changes, and no other time', () => {
    const { text, fingerprint } = schemaOf('FundsHeld');
    expect(fingerprintOf(text.replace('"doc":"The hold."', '"doc":"Its hold."'))).toBe(fingerprint);
    expect(fingerprintOf(text.replace('"default":[]', '"default":["a"]'))).not.toBe(fingerprint);
  });
});
