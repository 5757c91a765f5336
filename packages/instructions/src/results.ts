import type { Instruction, Made, Signal } from './instruction.ts';

export interface Result {
  readonly instruction: Instruction;
  readonly signal: Signal;
}

export interface ResultsPorts {
  readonly now: () => Date;
  /** Writes a group of results in one transaction. Throws when it could not be written. */
  readonly settle: (results: readonly Result[]) => Promise<void>;
  readonly onError: (error: unknown, doing: string) => void;
}

export interface Results {
  inFlight(): number;
  track(
    instruction: Instruction,
    doing: Made['doing'],
    call: () => Promise<Signal>,
    afterwards?: () => void,
  ): Promise<void>;
  drained(): Promise<void>;
}

/** Collects answers and writes them in groups, one group at a time. */
export function createResults(ports: ResultsPorts, groupMax: number): Results {
  const calls = new Set<Promise<void>>();
  const waiting: Result[] = [];
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting.splice(0, groupMax);
      // What cannot be written is not lost: the row is still SENDING, and its lease ends in an enquiry.
      await ports.settle(group).catch((error: unknown) => ports.onError(error, 'settling'));
    }
    writing = undefined;
  }

  async function run(
    instruction: Instruction,
    doing: Made['doing'],
    call: () => Promise<Signal>,
  ): Promise<void> {
    const at = ports.now();
    const startedAt = performance.now();
    try {
      const signal = await call();
      const ms = Math.round(performance.now() - startedAt);
      waiting.push({ instruction, signal: { ...signal, made: { doing, at, ms } } });
      writing ??= write();
    } catch (error) {
      ports.onError(error, 'calling');
    }
  }

  return {
    inFlight: () => calls.size,
    track: (instruction, doing, call, afterwards = () => undefined) => {
      const running = run(instruction, doing, call)
        .then(afterwards)
        .finally(() => calls.delete(running));
      calls.add(running);
      return running;
    },
    drained: async () => {
      await Promise.all(calls);
      await writing;
    },
  };
}
