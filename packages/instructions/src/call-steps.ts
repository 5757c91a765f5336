/** Calls to KasPro as a story tells them, with what each taught and how long it took. PURE. */
import type { Call, Instruction } from './instruction.ts';

export interface CallStep {
  readonly at: Date;
  readonly kind: 'call';
  readonly title: string;
  /** Plain values; no account numbers, nothing that names a person. */
  readonly facts: Readonly<Record<string, string | number>>;
}

export const callSteps = (instructions: readonly Instruction[]): readonly CallStep[] =>
  instructions.flatMap((one) => stepsOf(one));

/** The last sending says what has become of the transfer; the calls before and after, what they taught. */
function stepsOf(instruction: Instruction): CallStep[] {
  const { calls = [], sentAt, purpose, status } = instruction;
  const last = calls.findLast(({ doing }) => doing === 'SEND');
  const steps = calls.map((call) => stepOf(instruction, call, call === last));
  // Claimed and not answered yet, or sent before calls were remembered.
  const isUnanswered = sentAt !== undefined && (!last || last.at < sentAt);
  if (!isUnanswered) return steps;
  const facts = factsOf(instruction);
  return [...steps, { at: sentAt, kind: 'call', title: `${purpose} ${status}`, facts }];
}

function stepOf(instruction: Instruction, call: Call, isLast: boolean): CallStep {
  const { doing, at, ms: latencyMs, outcome, httpStatus } = call;
  const { purpose, status } = instruction;
  const became = doing === 'ENQUIRE' ? `ENQUIRY ${outcome}` : isLast ? status : outcome;
  const facts = {
    ...factsOf(instruction),
    outcome,
    latencyMs,
    ...(httpStatus !== undefined && { httpStatus }),
  };
  return { at, kind: 'call', title: `${purpose} ${became}`, facts };
}

function factsOf(instruction: Instruction): CallStep['facts'] {
  const { reference, requestId, amount, attempt, providerReference, reason } = instruction;
  return {
    reference,
    requestId,
    amount: Number(amount),
    attempt,
    ...(providerReference !== undefined && { providerReference }),
    ...(reason !== undefined && { reason }),
  };
}
