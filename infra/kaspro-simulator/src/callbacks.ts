import { callbackBody, post, type Webhook } from './callback-post.ts';
import { accountsIn, type Transaction } from './facts.ts';
import type { Fault, FaultRule } from './fault-rules.ts';
import type { Faults } from './faults.ts';
import type { Timers } from './timers.ts';
import { halfOf, wobbled } from './wobble.ts';

export interface CallbackOptions extends Webhook {
  /** The first wait before another attempt; doubled up to RETRY_MAX_MS, for as long as it takes. */
  readonly retryMs: number;
}

export interface Callbacks {
  /** Tells the partner how a transaction ended, again and again until it answers with a 2xx. */
  report(transaction: Transaction): void;
  /** Tells at once and waits for the first attempt: the callback that overtakes our answer. Retries go on behind it. */
  reportNow(transaction: Transaction): Promise<void>;
  forget(): void;
}

const RETRY_MAX_MS = 5_000;
const LATENCY_MS = 200;
const LATE_MS = 3_000;
/** A callback held back for another one goes out after this, when no other came. */
const REORDER_MAX_MS = 1_000;

const ON_CALLBACKS: readonly Fault[] = [
  'latency',
  'late',
  'missing',
  'duplicate',
  'reorder',
  'garbage',
  'wrong-types',
];

interface Parts {
  readonly options: CallbackOptions;
  readonly faults: Faults;
  readonly timers: Timers;
  /** Also for a callback that a fault has swallowed: nobody is to send it later. */
  readonly onDone: (transaction: Transaction) => void;
}

export function createCallbacks({ options, faults, timers, onDone }: Parts): Callbacks {
  let heldBack: (() => void)[] = [];
  /** Aborted when everything is forgotten, with whatever is on its way. */
  let epoch = new AbortController();

  async function attempt(transaction: Transaction, body: string): Promise<boolean> {
    const isOut = faults.draw('callback', accountsIn(transaction), ['outage']).length > 0;
    return !isOut && (await post(options, body, epoch.signal));
  }

  async function deliver(transaction: Transaction, body: string, attempts = 0): Promise<void> {
    const { signal } = epoch;
    const isHeard = await attempt(transaction, body);
    if (signal.aborted) return;
    if (isHeard) {
      onDone(transaction);
      releaseHeldBack();
      return;
    }
    const waitMs = Math.min(options.retryMs * 2 ** attempts, RETRY_MAX_MS);
    timers.after(waitMs, () => void deliver(transaction, body, attempts + 1));
  }

  function releaseHeldBack(): void {
    const released = heldBack;
    heldBack = [];
    for (const send of released) send();
  }

  function begin(transaction: Transaction, odd: Fault | undefined): void {
    const body = callbackBody(transaction);
    if (odd === 'garbage') void attempt(transaction, halfOf(body));
    if (odd === 'duplicate') void deliver(transaction, body);
    const send = () => void deliver(transaction, odd === 'wrong-types' ? wobbled(body) : body);
    if (odd !== 'reorder') return send();
    heldBack.push(send);
    timers.after(REORDER_MAX_MS, releaseHeldBack);
  }

  return {
    report(transaction) {
      if (transaction.type === 'P2P') return onDone(transaction);
      const drawn = faults.draw('callback', accountsIn(transaction), ON_CALLBACKS);
      const odd = drawn.find(({ fault }) => fault !== 'latency')?.fault;
      if (odd === 'missing') return onDone(transaction);
      const waitMs = drawn.reduce((sum, rule) => sum + waitOf(rule), 0);
      const start = () => begin(transaction, odd);
      if (waitMs > 0) timers.after(waitMs, start);
      else start();
    },
    reportNow: (transaction) => deliver(transaction, callbackBody(transaction)),
    forget() {
      epoch.abort();
      epoch = new AbortController();
      heldBack = [];
    },
  };
}

function waitOf({ fault, ms }: FaultRule): number {
  if (fault === 'latency') return ms ?? LATENCY_MS;
  return fault === 'late' ? (ms ?? LATE_MS) : 0;
}
