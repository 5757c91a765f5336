import { z } from './zod.ts';

// Control characters, and the invisible ones that reorder or hide what a person reads.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u;

/**
 * A line of text that a person typed: trimmed, composed (NFC), 1 to `max` characters, without
 * control, direction-changing or invisible characters.
 */
export function text(max: number) {
  return z
    .string()
    .max(max * 4)
    .refine((value) => !UNSAFE.test(value), { params: { says: 'UNSAFE_TEXT' } })
    .transform((value) => value.normalize('NFC').trim())
    .pipe(z.string().min(1).max(max));
}
