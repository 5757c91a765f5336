/**
 * The life of one transfer at the provider, PURE.
 *
 *   READY ──claim──▶ SENDING ──▶ CONFIRMED | REJECTED            (final)
 *     ▲                │  └────▶ IN_PROCESS | UNKNOWN ──▶ CONFIRMED | REJECTED | REPLACED | MANUAL
 *     └──not done──────┘
 *
 * - READY is committed before the first byte leaves, with a reference that never changes.
 * - A claim moves READY to SENDING by compare-and-set. A sender that dies leaves SENDING behind;
 *   when its lease ends the transfer is UNKNOWN, for it may have been sent.
 * - UNKNOWN and IN_PROCESS end only by the provider's word: a callback, a status answer, the statement.
 * - REPLACED: never acknowledged, not found after the provider's processing window and absent from the
 *   statement. A new attempt has a new reference.
 * - MANUAL: no word for too long; an operator decides. A later word of the provider still counts.
 */
import type { Rupiah } from '@angkutan/money';

export type InstructionStatus =
  'READY' | 'SENDING' | 'IN_PROCESS' | 'UNKNOWN' | 'CONFIRMED' | 'REJECTED' | 'REPLACED' | 'MANUAL';

export interface Instruction {
  /** The partner reference: unique at the provider, made before the first byte leaves. */
  readonly reference: string;
  readonly requestId: string;
  /** What the owner wants it for; opaque here. */
  readonly purpose: string;
  /** A walletId, or 'escrow' or 'corporate'; the owner resolves it to an account when sending. */
  readonly from: string;
  readonly to: string;
  readonly amount: Rupiah;
  readonly status: InstructionStatus;
  /** 1 for the first reference of this transfer. */
  readonly attempt: number;
  /** The provider has said that it has it: from then on NOT_FOUND means nothing. */
  readonly acknowledged: boolean;
  readonly sentAt?: Date;
  readonly enquiries: number;
  /** When a worker should look at it next: send, or enquire. */
  readonly nextAt: Date;
  readonly providerReference?: string;
  readonly reason?: string;
}

/** What is learnt of an instruction, from whichever side. */
export type Signal =
  | { readonly type: 'ok'; readonly providerReference?: string }
  | { readonly type: 'refused'; readonly code: number; readonly message: string }
  | { readonly type: 'in-process'; readonly providerReference?: string }
  | { readonly type: 'unknown'; readonly cause: string }
  /** Surely not done (maintenance, breaker open before sending): the same reference goes again. */
  | { readonly type: 'not-done'; readonly retryAfterMs: number }
  /** The status enquiry says NOT_FOUND and the statement has no such line. */
  | { readonly type: 'absent' }
  /** An enquiry was made and taught nothing. */
  | { readonly type: 'still-open' };

export type Effect =
  | { readonly type: 'none' }
  | { readonly type: 'confirmed' }
  | { readonly type: 'rejected'; readonly code: number; readonly message: string }
  | { readonly type: 'replaced'; readonly by: Instruction }
  /** Two final words that differ, or a success after we let go: money is never invented; people look. */
  | { readonly type: 'alarm'; readonly code: 'AKT_OUTCOME_CONFLICT' | 'AKT_OUTCOME_OVERDUE' };

export interface Policy {
  /** The provider's processing window: NOT_FOUND within it says nothing. */
  readonly processingWindowMs: number;
  /** Pauses between enquiries; the last one repeats. */
  readonly enquiryPausesMs: readonly number[];
  /** Without a final word for this long an operator is asked. */
  readonly manualAfterMs: number;
}

export const ENQUIRY_PAUSES_MS: readonly number[] = [
  5_000, 10_000, 20_000, 40_000, 60_000, 300_000,
];

export interface Step {
  readonly instruction: Instruction;
  readonly effect: Effect;
}

const NOTHING: Effect = { type: 'none' };

/** What a signal does to an instruction. Never throws: every signal may come at any time, more than once. */
export function receive(instruction: Instruction, signal: Signal, now: Date, policy: Policy): Step {
  switch (instruction.status) {
    case 'CONFIRMED':
      return alarmIf(signal.type === 'refused', instruction);
    case 'REJECTED':
    case 'REPLACED':
      return alarmIf(signal.type === 'ok', instruction);
    case 'READY':
      // Not claimed yet, or put back: only a word of the provider about it can mean anything.
      return isFinal(signal) ? finish(instruction, signal) : { instruction, effect: NOTHING };
    case 'SENDING':
    case 'IN_PROCESS':
    case 'UNKNOWN':
    case 'MANUAL':
      return isFinal(signal) ? finish(instruction, signal) : wait(instruction, signal, now, policy);
  }
}

type FinalSignal = Extract<Signal, { type: 'ok' | 'refused' }>;
const isFinal = (signal: Signal): signal is FinalSignal =>
  signal.type === 'ok' || signal.type === 'refused';

function finish(instruction: Instruction, signal: FinalSignal): Step {
  if (signal.type === 'ok') {
    const confirmed = { ...instruction, status: 'CONFIRMED', ...referenceOf(signal) } as const;
    return { instruction: confirmed, effect: { type: 'confirmed' } };
  }
  const { code, message } = signal;
  const rejected = { ...instruction, status: 'REJECTED', reason: `${code} ${message}` } as const;
  return { instruction: rejected, effect: { type: 'rejected', code, message } };
}

function wait(
  instruction: Instruction,
  signal: Exclude<Signal, FinalSignal>,
  now: Date,
  policy: Policy,
): Step {
  switch (signal.type) {
    case 'in-process':
      return enquireLater(
        { ...instruction, status: 'IN_PROCESS', acknowledged: true, ...referenceOf(signal) },
        now,
        policy,
      );
    case 'unknown':
      return enquireLater(
        { ...instruction, status: openStatus(instruction), reason: signal.cause },
        now,
        policy,
      );
    case 'not-done':
      return notDone(instruction, signal.retryAfterMs, now);
    case 'absent':
      return absent(instruction, now, policy);
    case 'still-open':
      return enquireLater({ ...instruction, status: openStatus(instruction) }, now, policy);
  }
}

/** Only a sender can know that nothing was sent; an enquiry that fails says nothing about the transfer. */
function notDone(instruction: Instruction, retryAfterMs: number, now: Date): Step {
  if (instruction.status !== 'SENDING') return { instruction, effect: NOTHING };
  const { sentAt: _never, ...unsent } = instruction;
  const nextAt = new Date(now.getTime() + retryAfterMs);
  return { instruction: { ...unsent, status: 'READY', nextAt }, effect: NOTHING };
}

function absent(instruction: Instruction, now: Date, policy: Policy): Step {
  const sentAt = instruction.sentAt ?? now;
  const windowOver = now.getTime() - sentAt.getTime() > policy.processingWindowMs;
  if (instruction.acknowledged || !windowOver) {
    return enquireLater({ ...instruction, status: openStatus(instruction) }, now, policy);
  }
  return {
    instruction: { ...instruction, status: 'REPLACED', reason: 'NOT_FOUND' },
    effect: { type: 'replaced', by: nextAttempt(instruction, now) },
  };
}

/** The same transfer under a new reference. */
function nextAttempt(instruction: Instruction, now: Date): Instruction {
  const { requestId, purpose, from, to, amount } = instruction;
  const attempt = instruction.attempt + 1;
  const stem = instruction.attempt === 1 ? instruction.reference : withoutAttempt(instruction);
  return ready(
    { reference: `${stem}~${attempt}`, requestId, purpose, from, to, amount, attempt },
    now,
  );
}

const withoutAttempt = ({ reference }: Instruction): string =>
  reference.slice(0, reference.lastIndexOf('~'));

function enquireLater(instruction: Instruction, now: Date, policy: Policy): Step {
  const pauses = policy.enquiryPausesMs;
  const pause = pauses[Math.min(instruction.enquiries, pauses.length - 1)] ?? 0;
  const nextAt = new Date(now.getTime() + pause);
  const later = { ...instruction, enquiries: instruction.enquiries + 1, nextAt };
  const sentAt = instruction.sentAt ?? now;
  const overdue = now.getTime() - sentAt.getTime() > policy.manualAfterMs;
  if (!overdue || instruction.status === 'MANUAL') return { instruction: later, effect: NOTHING };
  return {
    instruction: { ...later, status: 'MANUAL' },
    effect: { type: 'alarm', code: 'AKT_OUTCOME_OVERDUE' },
  };
}

/** What was acknowledged stays so; MANUAL is left only by a final word. */
function openStatus(instruction: Instruction): InstructionStatus {
  if (instruction.status === 'MANUAL') return 'MANUAL';
  return instruction.acknowledged ? 'IN_PROCESS' : 'UNKNOWN';
}

function alarmIf(conflict: boolean, instruction: Instruction): Step {
  return {
    instruction,
    effect: conflict ? { type: 'alarm', code: 'AKT_OUTCOME_CONFLICT' } : NOTHING,
  };
}

const referenceOf = (signal: { providerReference?: string }): { providerReference?: string } =>
  signal.providerReference === undefined ? {} : { providerReference: signal.providerReference };

export type Order = Pick<
  Instruction,
  'reference' | 'requestId' | 'purpose' | 'from' | 'to' | 'amount'
> & { readonly attempt?: number };

/** A new instruction, to be written in the transaction that decides on it. */
export const ready = (order: Order, now: Date): Instruction => ({
  attempt: 1,
  ...order,
  status: 'READY',
  acknowledged: false,
  enquiries: 0,
  nextAt: now,
});
