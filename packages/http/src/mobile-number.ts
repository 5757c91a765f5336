import { z } from './zod.ts';
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { normaliseMobileNumber } from './normalise-mobile-number.ts';

// What people put between digits. The whole is the plan of Indonesia's mobile numbers with every way of
// writing the country code before it, so that the documents say exactly which texts are read.
const GAP = '[ .()-]{0,2}';
const COUNTRY = `(\\+?${GAP}(0${GAP}0${GAP})?6${GAP}2${GAP}|${GAP})`;
const SUBSCRIBER = `(0${GAP})?8${GAP}[1-35-9]${GAP}([0-9]${GAP}){7,10}`;
const WRITTEN = new RegExp(`^ ?${COUNTRY}${SUBSCRIBER}$`);
const SAYS = { params: { says: 'NOT_MOBILE_NUMBER' } };

/** A mobile number as people type it; E.164 once read. Refused unless Indonesia has such numbers. */
export const mobileNumber = z
  .string()
  .refine((text) => WRITTEN.test(text), SAYS)
  .transform((text) => normaliseMobileNumber(text) ?? '')
  .refine((number) => parsePhoneNumberFromString(number)?.isValid() ?? false, SAYS)
  .meta({
    description: 'An Indonesian mobile number',
    example: '081234567890',
    pattern: WRITTEN.source,
  });
