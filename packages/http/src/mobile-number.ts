import { z } from './zod.ts';
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import { normaliseMobileNumber } from './normalise-mobile-number.ts';

/** A mobile number as people type it; E.164 once read. Refused unless Indonesia has such numbers. */
export const mobileNumber = z
  .string()
  .max(30)
  .transform((text) => normaliseMobileNumber(text) ?? '')
  .refine((number) => parsePhoneNumberFromString(number)?.isValid() ?? false, {
    params: { says: 'NOT_MOBILE_NUMBER' },
  })
  .meta({ description: 'An Indonesian mobile number', example: '081234567890' });
