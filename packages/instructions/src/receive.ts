/** What a signal does to an instruction: the transitions of the picture in `instruction.ts`. PURE. */
import {
  type Effect,
  type Instruction,
  type InstructionStatus,
  type Policy,
  ready,
  type Signal,
} from './instruction.ts';

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
