import { withHttpStatus } from '@angkutan/kaspro';
import { childOf, inTrace, type Logger, recordSpan } from '@angkutan/telemetry';
import type { Instruction, Made, Signal } from './instruction.ts';

export interface Result {
  readonly instruction: Instruction;
  readonly signal: Signal;
  /** The span of the call. */
  readonly traceparent?: string;
}

export interface ResultsPorts {
  readonly now: () => Date;
  /** Writes a group of results in one transaction. Throws when it could not be written. */
  readonly settle: (results: readonly Result[]) => Promise<void>;
  readonly onError: (error: unknown, doing: string) => void;
  /** Told of every call at debug level. */
  readonly logger?: Logger;
}

/** One call about one instruction. */
export interface Called {
  readonly instruction: Instruction;
  readonly doing: Made['doing'];
  readonly call: () => Promise<Signal>;
}

export interface Results {
  inFlight(): number;
  track(called: Called, afterwards?: () => void): Promise<void>;
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

  async function run(called: Called): Promise<void> {
    try {
      waiting.push(await inItsTrace(called, ports));
      writing ??= write();
    } catch (error) {
      inTrace(called.instruction.traceparent, () => ports.onError(error, 'calling'));
    }
  }

  return {
    inFlight: () => calls.size,
    track: (called, afterwards = () => undefined) => {
      const running = run(called)
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

/** Calls in the trace of what the instruction was ordered for. */
async function inItsTrace(
  { instruction, doing, call }: Called,
  { now, logger }: ResultsPorts,
): Promise<Result> {
  const { traceparent: parent, purpose, reference, requestId, attempt } = instruction;
  const traceparent = childOf(parent);
  const name = `${doing.toLowerCase()} ${purpose}`;
  const [at, startMs, startedAt] = [now(), Date.now(), performance.now()];
  const { result: signal, httpStatus } = await inTrace(traceparent, async () => {
    const told = await withHttpStatus(call);
    logger?.debug({ reference, attempt, outcome: told.result.type }, name);
    return told;
  });
  const ms = Math.round(performance.now() - startedAt);
  recordSpan({
    name,
    kind: 'internal',
    traceparent,
    parent,
    startMs,
    endMs: startMs + ms,
    attributes: {
      'angkutan.reference': reference,
      'angkutan.request.id': requestId,
      'angkutan.attempt': attempt,
      'angkutan.outcome': signal.type,
    },
    failed: signal.type === 'refused' ? String(signal.code) : undefined,
  });
  const made = { doing, at, ms, ...(httpStatus !== undefined && { httpStatus }) };
  return { instruction, signal: { ...signal, made }, traceparent };
}
