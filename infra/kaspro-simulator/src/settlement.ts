import { REFUSALS, WITHDRAWAL_EXPIRED } from '@angkutan/kaspro';
import { WORLD } from './book.ts';
import type { Callbacks } from './callbacks.ts';
import { accountsIn, type Fact, type Transaction } from './facts.ts';
import type { Faults } from './faults.ts';
import type { State } from './state.ts';
import type { Timers } from './timers.ts';

export interface Ending {
  readonly outcome: 'SUCCESS' | 'FAILED' | 'EXPIRED';
  readonly code?: number | undefined;
  readonly message?: string | undefined;
}

interface Parts {
  readonly state: State;
  readonly faults: Faults;
  readonly timers: Timers;
  readonly callbacks: Callbacks;
  /** How long a transfer stays in process; Infinity: until the sandbox decides it. */
  readonly settleMs: number;
}

/**
 * IN_PROCESS → SUCCESS | FAILED | EXPIRED. Money is set aside while in process, and moves only on SUCCESS.
 * The sandbox may also contradict an end: FAILED → SUCCESS moves the money late, SUCCESS → FAILED brings it back.
 */
export function createSettlement({ state, faults, timers, callbacks, settleMs }: Parts) {
  /** Ends it without telling anyone. */
  function end(transaction: Transaction, ending: Ending): Transaction {
    const ended = { ...transaction, ...endOf(ending), occurredAt: new Date().toISOString() };
    state.record({ fact: 'transaction', transaction: ended }, ...moneyOf(transaction, ended));
    return ended;
  }

  function settle(reffId: string): Transaction | undefined {
    const transaction = state.transactions.of(reffId);
    if (transaction?.status !== 'IN_PROCESS') return undefined;
    const [refusal] = faults.draw('callback', accountsIn(transaction), ['refuse']);
    return end(transaction, {
      outcome: refusal ? 'FAILED' : 'SUCCESS',
      code: refusal?.code,
    });
  }

  function settleAndReport(reffId: string): void {
    const ended = settle(reffId);
    if (ended) callbacks.report(ended);
  }

  function expire(reffId: string): void {
    const transaction = state.transactions.of(reffId);
    if (transaction?.status !== 'IN_PROCESS') return;
    callbacks.report(end(transaction, { outcome: 'EXPIRED' }));
  }

  /** Cash at a store waits for the person; the rest ends by itself. */
  function schedule({ reffId, type, expiresAt }: Transaction): void {
    if (type !== 'MODERN_TRADE_WITHDRAWAL') {
      timers.after(settleMs, () => settleAndReport(reffId));
    } else if (expiresAt !== null) {
      timers.after(Math.max(Date.parse(expiresAt) - Date.now(), 0), () => expire(reffId));
    }
  }

  return {
    settle,
    schedule,
    decide(transaction: Transaction, ending: Ending): Transaction {
      const ended = end(transaction, ending);
      callbacks.report(ended);
      return ended;
    },
    /** After a restart: what was in process goes on, what was not told is told. */
    resume(): void {
      for (const transaction of state.transactions.all()) {
        if (transaction.status === 'IN_PROCESS') schedule(transaction);
        else if (!state.transactions.isNotified(transaction.reffId)) callbacks.report(transaction);
      }
    },
  };
}

export type Settlement = ReturnType<typeof createSettlement>;

function endOf({
  outcome,
  code,
  message,
}: Ending): Pick<Transaction, 'status' | 'code' | 'message'> {
  switch (outcome) {
    case 'SUCCESS':
      return { status: outcome, code: 0, message: message ?? 'Success' };
    case 'EXPIRED':
      return {
        status: outcome,
        code: WITHDRAWAL_EXPIRED,
        message: message ?? 'Withdrawal expired',
      };
    case 'FAILED':
      return {
        status: outcome,
        code: code ?? REFUSALS.BENEFICIARY_BANK_OFFLINE,
        message: message ?? 'Transaction failed',
      };
  }
}

function moneyOf(before: Transaction, after: Transaction): Fact[] {
  const isOut = after.status === 'SUCCESS';
  if (isOut === (before.status === 'SUCCESS')) return [];
  const whole = (after.amount + after.serviceFee) * (isOut ? 1 : -1);
  return [
    {
      fact: 'moved',
      reference: after.reffId,
      partnerReference: after.partnerReference,
      legs: [
        { account: after.account, amount: -whole },
        { account: after.destination ?? WORLD, amount: whole },
      ],
      at: after.occurredAt,
      returns: !isOut,
    },
  ];
}
