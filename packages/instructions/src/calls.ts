/** The calls that an instruction remembers, for its story. PURE. */
import type { Call, Instruction, Signal } from './instruction.ts';

/** The sending, and the latest enquiries: one that stays open for a day is asked about 300 times. */
export const CALLS_KEPT_MAX = 20;

/** The instruction with the call by which the signal was learnt; as it was when nobody called. */
export function withCall(instruction: Instruction, signal: Signal): Instruction {
  const { made } = signal;
  if (!made) return instruction;
  const call: Call = { ...made, outcome: outcomeOf(signal) };
  const [first, ...later] = [...(instruction.calls ?? []), call];
  const kept = first ? [first, ...later.slice(1 - CALLS_KEPT_MAX)] : [];
  return { ...instruction, calls: kept };
}

/** In words free of anything that the provider wrote. */
function outcomeOf(signal: Signal): string {
  switch (signal.type) {
    case 'refused':
      return `REFUSED ${signal.code}`;
    case 'unknown':
      return `UNKNOWN ${signal.cause}`;
    case 'ok':
      return 'OK';
    case 'in-process':
      return 'IN_PROCESS';
    case 'not-done':
      return 'NOT_DONE';
    case 'absent':
      return 'NOT_FOUND';
    case 'still-open':
      return signal.cause === undefined ? 'STILL_OPEN' : `STILL_OPEN ${signal.cause}`;
  }
}
