/** What a signal does to an instruction: the transitions of the picture in `instruction.ts`. PURE. */
import { withCall } from './calls.ts';
import {
  type Effect,
  type Instruction,
  type InstructionStatus,
  type Policy,
  ready,
  type Signal,
  type Told,
} from './instruction.ts';

export interface Step {
  readonly instruction: Instruction;
  readonly effect: Effect;
}

const NOTHING: Effect = { type: 'none' };

/** What a signal does to an instruction. Never throws: every signal may come at any time, more than once. */
export function receive(before: Instruction, signal: Signal, now: Date, policy: Policy): Step {
  const instruction = withCall(before, signal);
  switch (instruction.status) {
    case 'CONFIRMED':
    case 'LATE_SUCCESS':
      return alarmIf(signal.type === 'refused', instruction);
    case 'REJECTED':
    case 'REPLACED':
      return signal.type === 'ok' ? late(instruction, signal) : { instruction, effect: NOTHING };
    case 'READY':
      // Not claimed yet, or put back: only a word of the provider about it can mean anything.
      return isFinal(signal)
        ? finish(instruction, signal, now, policy)
        : { instruction, effect: NOTHING };
    case 'SENDING':
    case 'IN_PROCESS':
    case 'UNKNOWN':
    case 'MANUAL':
      return isFinal(signal)
        ? finish(instruction, signal, now, policy)
        : wait(instruction, signal, now, policy);
  }
}

type FinalSignal = Extract<Signal, { type: 'ok' | 'refused' }>;
const isFinal = (signal: Signal): signal is FinalSignal =>
  signal.type === 'ok' || signal.type === 'refused';

function finish(instruction: Instruction, signal: FinalSignal, now: Date, policy: Policy): Step {
  if (signal.type === 'ok') {
    const known = { ...instruction, ...toldBy(signal) };
    if (policy.takesFee === true && known.serviceFee === undefined) return askFee(known, now);
    return { instruction: { ...known, status: 'CONFIRMED' }, effect: { type: 'confirmed' } };
  }
  const { code, message } = signal;
  const rejected = { ...instruction, status: 'REJECTED', reason: `${code} ${message}` } as const;
  return { instruction: rejected, effect: { type: 'rejected', code, message } };
}

/** It succeeded, but what it cost nobody has said: the enquiry reads it, at once. */
function askFee(instruction: Instruction, now: Date): Step {
  const sentAt = instruction.sentAt ?? now;
  const status = instruction.status === 'MANUAL' ? 'MANUAL' : 'IN_PROCESS';
  return {
    instruction: { ...instruction, status, acknowledged: true, sentAt, nextAt: now },
    effect: { type: 'in-process' },
  };
}

function late(instruction: Instruction, signal: Told): Step {
  return {
    instruction: { ...instruction, ...toldBy(signal), status: 'LATE_SUCCESS' },
    effect: { type: 'late-success' },
  };
}

function wait(
  instruction: Instruction,
  signal: Exclude<Signal, FinalSignal>,
  now: Date,
  policy: Policy,
): Step {
  switch (signal.type) {
    case 'in-process':
      return takenOn(instruction, signal, now, policy);
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

function takenOn(
  instruction: Instruction,
  signal: Extract<Signal, { type: 'in-process' }>,
  now: Date,
  policy: Policy,
): Step {
  const known = { ...instruction, ...toldBy(signal), acknowledged: true };
  const later = enquireLater({ ...known, status: openStatus(known) }, now, policy);
  if (later.effect.type !== 'none') return later;
  const { withdrawalCode } = signal;
  const effect: Effect = {
    type: 'in-process',
    ...(withdrawalCode !== undefined && { withdrawalCode }),
  };
  return { instruction: later.instruction, effect };
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
  const nextAt = nextEnquiry(instruction, now, policy.enquiryPausesMs);
  const later = { ...instruction, enquiries: instruction.enquiries + 1, nextAt };
  const since = instruction.expiresAt ?? instruction.sentAt ?? now;
  const overdue = now.getTime() - since.getTime() > policy.manualAfterMs;
  if (!overdue || instruction.status === 'MANUAL') return { instruction: later, effect: NOTHING };
  return {
    instruction: { ...later, status: 'MANUAL' },
    effect: { type: 'alarm', code: 'AKT_OUTCOME_OVERDUE' },
  };
}

/** After the next pause, or when the code of cash at a store runs out, whichever comes first. */
function nextEnquiry(
  { enquiries, expiresAt }: Instruction,
  now: Date,
  pauses: readonly number[],
): Date {
  const pause = pauses[Math.min(enquiries, pauses.length - 1)] ?? 0;
  const nextAt = new Date(now.getTime() + pause);
  return expiresAt !== undefined && expiresAt > now && expiresAt < nextAt ? expiresAt : nextAt;
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

/** What a signal tells beside the outcome; what it does not say stays as it was known. */
const toldBy = ({ providerReference, serviceFee, expiresAt }: Told): Told => ({
  ...(providerReference !== undefined && { providerReference }),
  ...(serviceFee !== undefined && { serviceFee }),
  ...(expiresAt !== undefined && { expiresAt }),
});
