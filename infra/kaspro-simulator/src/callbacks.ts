import { HEADERS, signRequest } from '@angkutan/kaspro';
import { randomUUID } from 'node:crypto';
import type { Transaction } from './facts.ts';
import type { Fault, FaultRule } from './fault-rules.ts';
import type { Faults } from './faults.ts';
import type { Timers } from './timers.ts';
import { halfOf, wobbled } from './wobble.ts';

export interface CallbackOptions {
  /** Undefined: nobody is called back. */
  readonly url: string | undefined;
  readonly partnerId: string;
  readonly secret: string;
  /** The first wait before another attempt; doubled up to RETRY_MAX_MS, for as long as it takes. */
  readonly retryMs: number;
}

const RETRY_MAX_MS = 5_000;
const ATTEMPT_TIMEOUT_MS = 5_000;
const LATE_MS = 3_000;
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
  readonly onDelivered: (transaction: Transaction) => void;
}

/** Tells the partner how transactions ended: signed, again and again until it answers with a 2xx. */
export function createCallbacks({ options, faults, timers, onDelivered }: Parts) {
  /** Callbacks held back until another one has been delivered. */
  let heldBack: (() => void)[] = [];
  /** Aborted when everything is forgotten, with whatever is on its way. */
  let epoch = new AbortController();

  function report(transaction: Transaction): void {
    const drawn = faults.draw('callback', ON_CALLBACKS);
    const wait = drawn.reduce((sum, rule) => sum + waitOf(rule), 0);
    const odd = drawn.find(({ fault }) => fault !== 'latency')?.fault;
    if (odd === 'missing') return;
    const start = () => begin(transaction, odd);
    if (wait > 0) timers.after(wait, start);
    else start();
  }

  function begin(transaction: Transaction, odd: Fault | undefined): void {
    const body = JSON.stringify(bodyOf(transaction));
    if (odd === 'garbage') void post(halfOf(body));
    if (odd === 'duplicate') void deliver(transaction, body);
    const send = () => void deliver(transaction, odd === 'wrong-types' ? wobbled(body) : body);
    if (odd !== 'reorder') return send();
    heldBack.push(send);
    timers.after(REORDER_MAX_MS, releaseHeldBack);
  }

  function releaseHeldBack(): void {
    const released = heldBack;
    heldBack = [];
    for (const send of released) send();
  }

  async function deliver(transaction: Transaction, body: string, attempt = 0): Promise<void> {
    const { signal } = epoch;
    const isHeard = await post(body);
    if (signal.aborted) return;
    if (isHeard) {
      onDelivered(transaction);
      releaseHeldBack();
      return;
    }
    const waitMs = Math.min(options.retryMs * 2 ** attempt, RETRY_MAX_MS);
    timers.after(waitMs, () => void deliver(transaction, body, attempt + 1));
  }

  async function post(body: string): Promise<boolean> {
    if (options.url === undefined) return true;
    if (faults.draw('callback', ['outage']).length > 0) return false;
    const url = new URL(options.url);
    const timestamp = new Date().toISOString();
    const signed = { method: 'POST', path: `${url.pathname}${url.search}`, body, timestamp };
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.any([epoch.signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]),
        headers: {
          'Content-Type': 'application/json',
          [HEADERS.partnerId]: options.partnerId,
          [HEADERS.externalId]: randomUUID(),
          [HEADERS.timestamp]: timestamp,
          [HEADERS.signature]: signRequest(options.secret, signed),
        },
        body,
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      // Nobody there, or too slow: what a retry is for.
      return false;
    }
  }

  return {
    report,
    /** Tells once, at once, and waits for the answer; retries go on behind it. For the callback that overtakes our answer. */
    async reportNow(transaction: Transaction): Promise<void> {
      await deliver(transaction, JSON.stringify(bodyOf(transaction)));
    },
    forget(): void {
      epoch.abort();
      epoch = new AbortController();
      heldBack = [];
    },
  };
}

export type Callbacks = ReturnType<typeof createCallbacks>;

function waitOf({ fault, ms }: FaultRule): number {
  if (fault === 'latency') return ms ?? 200;
  return fault === 'late' ? (ms ?? LATE_MS) : 0;
}

function bodyOf(transaction: Transaction): object {
  const { reffId, type, code, message, account, amount, occurredAt, channel } = transaction;
  const told = {
    reffId,
    type,
    code,
    message,
    account,
    amount: String(amount),
    occurredAt,
    channel,
  };
  return Object.fromEntries(
    Object.entries({
      ...told,
      partnerReference: transaction.partnerReference,
      originalReffId: transaction.originalReffId,
      virtualAccount: transaction.virtualAccount,
      serviceFee: transaction.serviceFee > 0 ? String(transaction.serviceFee) : null,
    }).filter(([, value]) => value !== null),
  );
}
