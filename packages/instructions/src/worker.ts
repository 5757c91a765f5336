/**
 * Sends what is READY and asks about what is open.
 *
 *   running ──stop()──▶ draining (no new claims; answers still come in) ──▶ stopped
 *
 * Claims and results are grouped: a claim takes as many rows as there are free sending slots, and the
 * answers that came in while one group was being written form the next.
 */
import type { Instruction, Signal } from './instruction.ts';
import { type Bell, createBell } from './bell.ts';
import { measure } from './measures.ts';
import { createResults, type Results, type ResultsPorts } from './results.ts';
import type { InstructionStore } from './store.ts';

export interface WorkerPorts extends ResultsPorts {
  readonly store: InstructionStore;
  /** Sends one claimed instruction. Never throws for what the provider does. */
  readonly send: (instruction: Instruction) => Promise<Signal>;
  /** Asks the provider how one open instruction ended. Never throws for what the provider does. */
  readonly enquire: (instruction: Instruction) => Promise<Signal>;
  /** While the provider's breaker is open nothing is claimed: how long to wait, or 0. */
  readonly pauseMs: () => number;
}

export interface WorkerLimits {
  /** Calls on their way at once, in one process. */
  readonly sendingMax: number;
  /** Results written in one transaction. */
  readonly resultsMax: number;
  /** A sender silent for this long is taken for dead: longer than the call's own timeout. */
  readonly sendLeaseMs: number;
  /** A claimed row not sent within this time is left to the enquiry: its lease may be ending. */
  readonly sendWithinMs: number;
  /** How often other instances' rows and enquiries are looked for. */
  readonly pollMs: number;
  /** How often what has not ended is counted for `/metrics`. */
  readonly measureMs: number;
}

export const WORKER_LIMITS: WorkerLimits = {
  sendingMax: 128,
  resultsMax: 200,
  sendLeaseMs: 15_000,
  sendWithinMs: 5_000,
  pollMs: 500,
  measureMs: 5_000,
};

export interface InstructionWorker {
  /** New rows were committed by this process: look now. */
  wake(): void;
  stop(): Promise<void>;
}

export function startInstructionWorker(
  ports: WorkerPorts,
  limits: WorkerLimits = WORKER_LIMITS,
): InstructionWorker {
  const results = createResults(ports, limits.resultsMax);
  const bell = createBell();
  const stopping = new AbortController();
  const loops = [
    repeat(stopping.signal, ports, 'sending', () => sendDue({ ports, limits, results, bell })),
    repeat(stopping.signal, ports, 'enquiring', async () => {
      await enquireDue(ports, limits, results);
      await pause(limits.pollMs, stopping.signal);
    }),
    repeat(stopping.signal, ports, 'measuring', async () => {
      await measure(ports.store, ports.now());
      await pause(limits.measureMs, stopping.signal);
    }),
  ];
  return {
    wake: bell.ring,
    stop: async () => {
      stopping.abort();
      bell.ring();
      await Promise.all(loops);
      await results.drained();
    },
  };
}

interface Sending {
  readonly ports: WorkerPorts;
  readonly limits: WorkerLimits;
  readonly results: Results;
  readonly bell: Bell;
}

async function sendDue({ ports, limits, results, bell }: Sending): Promise<void> {
  const heard = bell.heard(Math.max(limits.pollMs, ports.pauseMs()));
  const free = limits.sendingMax - results.inFlight();
  if (free <= 0 || ports.pauseMs() > 0) return heard;
  const claimed = await ports.store.claim(free, ports.now(), limits.sendLeaseMs);
  if (claimed.length === 0) return heard;
  const sendBefore = ports.now().getTime() + limits.sendWithinMs;
  // Only when the slots were what limited the claim can a slot that frees up mean more to claim.
  const afterwards = claimed.length === free ? bell.ring : undefined;
  for (const instruction of claimed) {
    if (ports.now().getTime() > sendBefore) return;
    const call = () => ports.send(instruction);
    void results.track({ instruction, doing: 'SEND', call }, afterwards);
  }
}

async function enquireDue(
  ports: WorkerPorts,
  limits: WorkerLimits,
  results: Results,
): Promise<void> {
  const now = ports.now();
  const due = await ports.store.dueEnquiries(limits.sendingMax, now, limits.sendLeaseMs);
  await Promise.all(
    due.map((instruction) =>
      results.track({ instruction, doing: 'ENQUIRE', call: () => ports.enquire(instruction) }),
    ),
  );
}

async function repeat(
  stopping: AbortSignal,
  ports: WorkerPorts,
  doing: string,
  step: () => Promise<void>,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      await step();
    } catch (error) {
      ports.onError(error, doing);
      await pause(1_000, stopping);
    }
  }
}

function pause(ms: number, stopping: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      stopping.removeEventListener('abort', done);
      resolve();
    }
    stopping.addEventListener('abort', done, { once: true });
    if (stopping.aborted) done();
  });
}
