/** Asks the provider how a transfer ended: by its status, and by the statement where that says nothing. */
import { type KasPro, type Outcome, type StatementRow, WITHDRAWAL_EXPIRED } from '@angkutan/kaspro';
import { rupiah } from '@angkutan/money';
import type { Instruction, Signal } from './instruction.ts';
import { takenOn, told } from './signals.ts';

export interface EnquiryDeps {
  readonly kaspro: Pick<KasPro, 'status' | 'statement'>;
  /** The account whose statement is searched: the customer's side, which is a quiet one. */
  readonly customerAccount: (instruction: Instruction) => Promise<string>;
  /** The provider takes a fee on top, as the owner's `Policy.takesFee` says. */
  readonly takesFee?: boolean;
  readonly now: () => Date;
}

/** The statement is searched from this long before the sending, for the clocks may differ. */
const CLOCK_SKEW_MS = 600_000;
const unheard = (outcome: Outcome<unknown>): Signal =>
  outcome.kind === 'unknown'
    ? { type: 'still-open', cause: outcome.cause }
    : { type: 'still-open' };

/** Only a status answer or a statement line is a word; whatever else an enquiry gives says nothing. */
export const createEnquiry =
  (deps: EnquiryDeps) =>
  async (instruction: Instruction): Promise<Signal> => {
    const outcome = await deps.kaspro.status(instruction.reference);
    if (outcome.kind === 'unknown' && outcome.cause === 'ENQUIRY_OFF') {
      return await fromStatement(deps, instruction);
    }
    if (outcome.kind !== 'ok') return unheard(outcome);
    const { status, ...words } = outcome.data;
    switch (status) {
      case 'SUCCESS':
        return await succeeded(deps, instruction, { type: 'ok', ...told(words) });
      case 'FAILED':
        return { type: 'refused', code: 0, message: status };
      case 'EXPIRED':
        return { type: 'refused', code: WITHDRAWAL_EXPIRED, message: status };
      case 'IN_PROCESS':
        return takenOn(words);
      case 'NOT_FOUND':
        return await fromStatement(deps, instruction);
    }
  };

/** A success counts with its fee: where nobody has named it, the line of the statement shows what left. */
async function succeeded(
  deps: EnquiryDeps,
  instruction: Instruction,
  success: Extract<Signal, { type: 'ok' }>,
): Promise<Signal> {
  const isPriced = (success.serviceFee ?? instruction.serviceFee) !== undefined;
  if (deps.takesFee !== true || isPriced) return success;
  const line = await fromStatement(deps, instruction);
  // Not there yet: the provider has it, and the next enquiry looks again.
  return line.type === 'ok' ? line : { ...success, type: 'in-process' };
}

/** A line of the statement is the money itself: it outweighs a status that was not found. */
async function fromStatement(deps: EnquiryDeps, instruction: Instruction): Promise<Signal> {
  const sentAt = instruction.sentAt ?? deps.now();
  const outcome = await deps.kaspro.statement({
    account: await deps.customerAccount(instruction),
    from: new Date(sentAt.getTime() - CLOCK_SKEW_MS),
    to: new Date(deps.now().getTime() + CLOCK_SKEW_MS),
  });
  if (outcome.kind !== 'ok') return unheard(outcome);
  const lines = outcome.data.filter((row) => row.partnerReference === instruction.reference);
  return wordOf(deps, instruction, lines);
}

function wordOf(
  deps: EnquiryDeps,
  instruction: Instruction,
  lines: readonly StatementRow[],
): Signal {
  const [first] = lines;
  if (!first) return { type: 'absent' };
  const net = lines.reduce((sum, { amount }) => sum + amount, 0n);
  // It left and came back.
  if (net === 0n) return { type: 'refused', code: 0, message: 'RETURNED' };
  if (deps.takesFee !== true) return { type: 'ok', providerReference: first.reference };
  const fee = -first.amount - instruction.amount;
  // Less left than was ordered: no success of this order, and no failure either; people look in the end.
  if (fee < 0n) return { type: 'in-process', providerReference: first.reference };
  return { type: 'ok', providerReference: first.reference, serviceFee: rupiah(fee) };
}
