import { rupiah } from '@angkutan/money';
import type { Instruction } from './instruction.ts';

/** An instruction at rest: `_id` is its reference, `amount` a Long. */
export interface Row extends Omit<Instruction, 'reference' | 'amount' | 'serviceFee'> {
  readonly _id: string;
  readonly amount: bigint;
  readonly serviceFee?: bigint;
  /** Whose compare-and-set moved it to SENDING. */
  readonly claim?: string;
}

export function toRow(instruction: Instruction): Row {
  const { reference, ...rest } = instruction;
  return { _id: reference, ...rest };
}

export function fromRow(row: Row): Instruction {
  const { _id, claim: _claim, serviceFee, ...rest } = row;
  return {
    ...rest,
    reference: _id,
    amount: rupiah(row.amount),
    ...(serviceFee !== undefined && { serviceFee: rupiah(serviceFee) }),
  };
}
