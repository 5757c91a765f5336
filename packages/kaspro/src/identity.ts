import { z } from 'zod';

const PRINTED_MAX = 500;

const text = z.string().max(PRINTED_MAX);
const printed = text.nullish().transform((value) => asPrinted(value ?? ''));

/** 16 digits that OCR may have split; whether they can be is not for here to say. */
const digits = text.transform((value) => value.replaceAll(/[\s:]/g, ''));

/**
 * What OCR read of the KTP; '' where it read nothing. Without a number and a name it is no answer.
 * Religion, blood type, marital status and expiry (`SEUMUR HIDUP` for nearly all) are dropped at
 * this edge: nobody here needs them.
 */
export const identity = z.preprocess(
  withTrimmedKeys,
  z
    .object({
      idCardNumber: digits,
      name: text.transform(asPrinted),
      birthPlace: printed,
      birthDate: printed,
      gender: printed,
      address: printed,
      rtrw: printed,
      villageDistrict: printed,
      subDistrict: printed,
      district: printed,
      province: printed,
      occupation: printed,
      nationality: printed,
    })
    .transform(({ idCardNumber: nik, ...rest }) => ({ nik, ...rest })),
);
export type Identity = z.output<typeof identity>;

// KasPro has been seen to send `"responseId "`.
function withTrimmedKeys(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key.trim(), value]));
}

// OCR copies what stands on the card, with the colon before it and the dash for nothing.
function asPrinted(value: string): string {
  const tidy = value
    .replace(/^[\s:]+/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return /^-+$/.test(tidy) ? '' : tidy;
}
