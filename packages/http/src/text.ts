import { z } from './zod.ts';

// Control characters, and the invisible ones that reorder or hide what a person reads.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

// The same as first and last of each run, for the documents: not every reader of a pattern knows
// Unicode's categories. Halves of surrogate pairs are left out, for most cannot even be told of them.
const HIDDEN = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x600, 0x605],
  [0x61c, 0x61c],
  [0x6dd, 0x6dd],
  [0x70f, 0x70f],
  [0x890, 0x891],
  [0x8e2, 0x8e2],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x2064],
  [0x2066, 0x206f],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0x110bd, 0x110bd],
  [0x110cd, 0x110cd],
  [0x13430, 0x1343f],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0001, 0xe0001],
  [0xe0020, 0xe007f],
] as const;
const unsafe = HIDDEN.map((run) => run.map((point) => String.fromCodePoint(point)).join('-')).join(
  '',
);
const SPACE = ' \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000';
/** The rule below as the documents show it: something to read, before and after it anything safe. */
const pattern = `^[${SPACE}]*[^${unsafe}${SPACE}][^${unsafe}]*$`;

/**
 * A line of text that a person typed: 1 to `max` characters (as Unicode counts them, before it is
 * trimmed and composed to NFC), without control, direction-changing or invisible characters.
 */
export function text(max: number) {
  return z
    .string()
    .check(({ value, issues }) => {
      if (Array.from(value).length <= max) return;
      issues.push({
        code: 'too_big',
        origin: 'string',
        maximum: max,
        inclusive: true,
        input: value,
      });
    })
    .refine((value) => !UNSAFE.test(value), { params: { says: 'UNSAFE_TEXT' } })
    .transform((value) => value.normalize('NFC').trim())
    .pipe(z.string().min(1))
    .meta({ minLength: 1, maxLength: max, pattern });
}
