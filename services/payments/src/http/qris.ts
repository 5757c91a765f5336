import { problem, type Problem, z } from '@angkutan/http';
import { parseQris, type Qris, QRIS_LENGTH_MAX, type QrisRefusal } from '@angkutan/qris';

export const qrContent = z
  .string()
  .min(1)
  .max(QRIS_LENGTH_MAX)
  .describe('The text of the code, exactly as it was scanned');

const PROBLEMS: Readonly<Record<QrisRefusal, string>> = {
  TOO_LONG: 'QRIS_UNREADABLE',
  UNPRINTABLE: 'QRIS_UNREADABLE',
  NOT_FIELDS: 'QRIS_UNREADABLE',
  NOT_QRIS: 'QRIS_UNREADABLE',
  CHECKSUM_WRONG: 'QRIS_DAMAGED',
  MERCHANT_INCOMPLETE: 'QRIS_INCOMPLETE',
  AMOUNT_UNREADABLE: 'QRIS_INCOMPLETE',
  TIP_UNREADABLE: 'QRIS_INCOMPLETE',
};

/** What the code says, or why it cannot be paid. */
export function readQris(content: string): Qris | Problem {
  const parsed = parseQris(content);
  return parsed.ok ? parsed.qris : problem(PROBLEMS[parsed.refusal]);
}
