import { describe, expect, test } from 'vitest';
import { fieldMessage } from './field-message.ts';
import { mobileNumber } from './mobile-number.ts';
import { text } from './text.ts';
import { z } from './zod.ts';

const LANGUAGES = ['id', 'en'] as const;

/** What both languages say of a value that a schema refuses. */
function refused(schema: z.ZodType, value: unknown): readonly (string | undefined)[] {
  return LANGUAGES.map((language) => {
    const { error } = schema.safeParse(value, { error: (issue) => fieldMessage(language, issue) });
    return error?.issues[0]?.message;
  });
}

const amount = z.int().min(10_000).max(2_500_000);

describe('a field that is wrong', () => {
  test.each([
    ['is missing', z.string(), undefined, 'Wajib diisi.', 'Required.'],
    ['is no text', z.string(), 1, 'Harus berupa teks.', 'Must be text.'],
    ['is no number', z.int(), '1', 'Harus berupa bilangan bulat.', 'Must be a whole number.'],
    ['is no boolean', z.boolean(), 1, 'Harus true atau false.', 'Must be true or false.'],
    ['is no list', z.array(z.int()), {}, 'Harus berupa daftar.', 'Must be a list.'],
    ['is no object', z.object({}), [], 'Harus berupa objek.', 'Must be an object.'],
    ['is too small', amount, 1, 'Paling sedikit 10.000.', 'At least 10,000.'],
    ['is too large', amount, 3e6, 'Paling banyak 2.500.000.', 'At most 2,500,000.'],
    ['is not above a bound', z.int().gt(0), 0, 'Paling sedikit 1.', 'At least 1.'],
    [
      'is no multiple',
      z.int().multipleOf(50_000),
      1,
      'Harus kelipatan 50.000.',
      'Must be a multiple of 50,000.',
    ],
    ['is too short', z.string().min(1), '', 'Paling sedikit 1 karakter.', 'At least 1 character.'],
    ['is too long', z.string().max(2), 'abc', 'Paling banyak 2 karakter.', 'At most 2 characters.'],
    ['has too few', z.array(z.int()).min(1), [], 'Isi paling sedikit 1.', 'List at least 1.'],
    ['has too many', z.array(z.int()).max(1), [1, 2], 'Isi paling banyak 1.', 'List at most 1.'],
    [
      'is no email address',
      z.email(),
      'a',
      'Bukan alamat email yang benar.',
      'Not a valid email address.',
    ],
    [
      'is no date',
      z.iso.date(),
      'a',
      'Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-01-31.',
      'Write the date as YYYY-MM-DD, for example 2026-01-31.',
    ],
    [
      'is no moment',
      z.iso.datetime(),
      'a',
      'Tulis waktu dalam format ISO 8601, misalnya 2026-01-31T07:00:00Z.',
      'Write the time in ISO 8601, for example 2026-01-31T07:00:00Z.',
    ],
    [
      'has another format',
      z.string().regex(/a/),
      'b',
      'Formatnya tidak sesuai.',
      'Not in the expected format.',
    ],
    [
      'is no option',
      z.enum(['BIKE', 'CAR']),
      'BUS',
      'Pilih salah satu: BIKE, CAR.',
      'Choose one of: BIKE, CAR.',
    ],
    [
      'is unknown',
      z.strictObject({}),
      { tip: 1 },
      'Isian tidak dikenal: tip.',
      'Unknown fields: tip.',
    ],
    [
      'is no mobile number',
      mobileNumber,
      '021',
      'Tulis nomor ponsel Indonesia, misalnya 081234567890.',
      'Write an Indonesian mobile number, for example 081234567890.',
    ],
    [
      'hides characters',
      text(9),
      '\u202Ea',
      'Berisi karakter yang tidak diizinkan.',
      'Contains characters that are not allowed.',
    ],
    [
      'fails another rule',
      z.string().refine(() => false),
      '',
      'Isinya tidak sesuai.',
      'Not a valid value.',
    ],
    [
      'is none of a union',
      z.union([z.int(), z.boolean()]),
      '',
      'Isinya tidak sesuai.',
      'Not a valid value.',
    ],
  ])('because it %s is told so in both languages', (_what, schema, value, ...said) => {
    expect(refused(schema, value)).toEqual(said);
  });

  test.each([
    [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d, e, …'],
    [['tip', 'a'.repeat(41)], 'tip, …'],
    [['081234567890', 'siti@contoh.id', 'Siti Rahayu', '$gt'], '…'],
  ])('by %j says back no more than a few that may be names of fields', (names, said) => {
    const value = Object.fromEntries(names.map((name) => [name, 1]));
    expect(refused(z.strictObject({}), value)[1]).toBe(`Unknown fields: ${said}.`);
  });
});
