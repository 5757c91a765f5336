import { expect, it } from 'vitest';
import { text, z } from './index.ts';

const read = (value: string) => text(10).safeParse(value);
/** Control, format and surrogate characters, and the line separators. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
const { pattern = '', minLength, maxLength } = z.toJSONSchema(text(10), { io: 'input' });
const DOCUMENTED = new RegExp(pattern, 'u');
const CHARACTERS = Array.from({ length: 0x110000 }, (_, point) => String.fromCodePoint(point));

it('a line takes every character but the unsafe ones: both sides of every border between them', () => {
  const unsafe = CHARACTERS.map((one) => UNSAFE.test(one));
  const borders = CHARACTERS.flatMap((one, point) =>
    unsafe[point] === unsafe[point - 1] ? [] : [CHARACTERS[point - 1] ?? '', one],
  );
  expect(borders.length).toBeGreaterThan(60);
  const wrong = borders.filter((one) => read(`a${one}`).success === UNSAFE.test(one));
  expect(wrong).toEqual([]);
});

it('the documents say the same of every character, halves of surrogate pairs aside', () => {
  const said = CHARACTERS.filter((one) => one.isWellFormed());
  const readable = (one: string) => !UNSAFE.test(one) && one.trim() !== '';
  expect(said.filter((one) => DOCUMENTED.test(one) !== readable(one))).toEqual([]);
  expect([minLength, maxLength]).toEqual([1, 10]);
});

it('a line holds something to read', () => {
  const blank = CHARACTERS.filter((one) => one.trim() === '' && !UNSAFE.test(one));
  expect(blank.length).toBeGreaterThan(5);
  expect(blank.filter((one) => read(one).success)).toEqual([]);
  expect(read(' e\u0301 ').data).toBe('\u00e9');
});

it('a line is as long as Unicode counts it', () => {
  expect(read('😀'.repeat(10)).success).toBe(true);
  expect(read('😀'.repeat(11)).success).toBe(false);
  expect(read('').success).toBe(false);
});
