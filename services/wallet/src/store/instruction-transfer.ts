import type { Effect, Instruction } from '@angkutan/instructions';
import type { TransferEnd } from '../domain/transfer-ended.ts';
import { type Purpose, PURPOSES, type Transfer } from '../domain/transfer.ts';

const PURPOSE_OF: ReadonlyMap<string, Purpose> = new Map(PURPOSES.map((one) => [one, one]));

/** The transfer that an instruction was written for. */
export function asTransfer(instruction: Instruction): Transfer {
  const { reference, requestId, from, to, amount } = instruction;
  const purpose = PURPOSE_OF.get(instruction.purpose);
  if (!purpose) throw new Error(`AKT_PURPOSE_UNKNOWN: ${reference} is for ${instruction.purpose}`);
  return { reference, requestId, purpose, from, to, amount };
}

export const transferEnd = (
  transfer: Transfer,
  effect: Extract<Effect, { type: 'confirmed' | 'rejected' }>,
): TransferEnd =>
  effect.type === 'confirmed'
    ? { type: 'confirmed', transfer }
    : { type: 'rejected', transfer, code: effect.code };
