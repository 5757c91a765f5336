import type { Ktp, KycWarning } from './kyc.ts';
import { readNik, readPrintedDate, readPrintedGender, warningsOf } from './nik.ts';

type Card =
  | { readonly valid: false }
  | {
      readonly valid: true;
      readonly birthDateDiffers: boolean;
      readonly warnings: readonly KycWarning[];
    };

/** What a card says of its own soundness. */
export function readCard({ nik: text, birthDate, gender }: Ktp): Card {
  const reading = readNik(text);
  if (!reading.valid) return reading;
  const printed = { birthDate: readPrintedDate(birthDate), gender: readPrintedGender(gender) };
  const found = warningsOf(reading.nik, printed);
  const warnings = found.filter((warning) => warning !== 'BIRTH_DATE_DIFFERS');
  return { valid: true, birthDateDiffers: warnings.length < found.length, warnings };
}

/** Whether two spellings are one name: case, accents, dots, hyphens and spacing do not count. */
export function sameName(registered: string, printed: string): boolean {
  return lettersOf(registered) === lettersOf(printed);
}

function lettersOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/\p{M}|['’`.]/gu, '');
  return plain.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
