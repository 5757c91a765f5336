import { describe, expect, test } from 'vitest';
import { compile } from './avro.ts';
import { bodyShapeOf } from './body-shape.ts';

const shape = (schema: unknown) => bodyShapeOf(compile(JSON.stringify(schema)));
const record = (...types: unknown[]) => ({
  type: 'record',
  name: 'Sample',
  fields: types.map((type, index) => ({ name: `f${index}`, type })),
});

describe('the shape of a body', () => {
  test('is known for every Avro type that a writer may use', () => {
    const everything = record(
      'null',
      'boolean',
      'int',
      'long',
      'float',
      'double',
      'bytes',
      'string',
      { type: 'enum', name: 'Colour', symbols: ['RED', 'BLUE'] },
      { type: 'fixed', name: 'Pair', size: 2 },
      { type: 'array', items: 'long' },
      { type: 'map', values: 'string' },
      ['null', 'string'],
      ['null', { type: 'map', values: 'int' }],
    );
    const type = compile(JSON.stringify(everything));
    const check = bodyShapeOf(type);
    const body = type.toBuffer({
      f0: null,
      f1: true,
      f2: -70_000,
      f3: -(2n ** 63n),
      f4: 1.5,
      f5: 1.5,
      f6: Buffer.of(0xff, 0xfe),
      f7: 'Jalan Diponegoro № 1',
      f8: 'BLUE',
      f9: Buffer.of(1, 2),
      f10: [1n, 2n],
      f11: { a: 'b' },
      f12: 'x',
      f13: { a: 1 },
    });
    expect(() => check(body)).not.toThrow();
    for (let size = 0; size < body.length; size += 1) {
      expect(() => check(body.subarray(0, size))).toThrow(/ends early|cannot follow/);
    }
    expect(() => check(Buffer.concat([body, Buffer.of(0)]))).toThrow('1 bytes too many');
  });

  test('may contain itself', () => {
    const list = record('string', ['null', 'Sample']);
    const type = compile(JSON.stringify(list));
    const check = bodyShapeOf(type);
    const body = type.toBuffer({ f0: 'a', f1: { f0: 'b', f1: null } });
    expect(() => check(body)).not.toThrow();
    expect(() => check(body.subarray(0, 3))).toThrow('ends early');
  });

  test('accepts a block that says its own size', () => {
    // −2 items in 2 bytes, then the end of the list.
    expect(() => shape({ type: 'array', items: 'long' })(Buffer.of(3, 4, 2, 2, 0))).not.toThrow();
  });

  test.each([
    [
      'a list that claims 2^31 items',
      { type: 'array', items: 'long' },
      [0x80, 0x80, 0x80, 0x80, 0x10, 2],
    ],
    [
      'a list that claims 2^31 nothings',
      { type: 'array', items: 'null' },
      [0x80, 0x80, 0x80, 0x80, 0x10, 0],
    ],
    ['a text of less than no length', 'string', [1]],
    ['a text longer than the body', 'string', [8, 65]],
    ['a text that is no UTF-8', 'string', [4, 0xc3, 0x28]],
    ['a number without an end', 'long', Array.from({ length: 11 }, () => 0x80)],
    ['an int as long as a long', 'int', [0x80, 0x80, 0x80, 0x80, 0x80, 0]],
    ['a union branch that is not there', ['null', 'string'], [4]],
    ['a union branch below zero', ['null', 'string'], [1]],
  ])('refuses %s at once', (_, schema, bytes) => {
    expect(() => shape(schema)(Buffer.from(bytes))).toThrow(Error);
  });
});
