import type { Role } from '@angkutan/ledger';
import type { Rupiah } from '@angkutan/money';
import { type AlertCode, ImpossibleState } from './codes.ts';

/**
 * One cash-out, from the request to its end.
 *
 *   REQUESTED ──wallet holds──▶ HELD ──KasPro has it──▶ IN_PROCESS ──▶ SETTLED | FAILED
 *       │                         └──────KasPro's last word comes first──────▲
 *       └──wallet refuses──▶ FAILED
 *
 * HELD and IN_PROCESS end by KasPro's word alone: a callback, a status answer, the statement. A success after
 * FAILED changes no status: the wallet holds the money again, and an operator decides. An attempt that was given
 * up for another and succeeded all the same is kept: should the other fail, the cash-out is settled by it.
 */
export type CashOut = Terms &
  (
    | { readonly status: 'REQUESTED' }
    | ({ readonly status: 'HELD' } & Sent)
    | ({ readonly status: 'IN_PROCESS'; readonly providerReference: string } & Sent & Withdrawal)
    | ({ readonly status: 'SETTLED'; readonly providerReference: string } & Ended & {
          /** What KasPro took on top of the amount. */
          readonly serviceFee: Rupiah;
        })
    | ({ readonly status: 'FAILED'; readonly reason: string } & Ended)
  );

/** Where the money goes. What is sealed is opened by the gateway alone; what is masked may be shown to its owner. */
export type Destination =
  | {
      readonly channel: 'BANK';
      readonly bankCode: string;
      readonly maskedNumber: string;
      readonly maskedName: string;
      /** Base64; absent once its keeping has ended. */
      readonly sealedNumber?: string;
      readonly sealedName?: string;
    }
  | { readonly channel: 'MODERN_TRADE'; readonly outlet: string };

export interface Request {
  readonly cashOutId: string;
  readonly customerId: string;
  readonly role: Role;
  readonly destination: Destination;
  readonly amount: Rupiah;
  /** Tells a repeated request from another one under the same id; a keyed hash of what was asked. */
  readonly fingerprint: string;
}

interface Terms extends Request {
  readonly fee: Rupiah;
  readonly rulesVersion: string;
  /** Our reference at KasPro, of the latest attempt. */
  readonly partnerReference?: string;
  readonly timeline: readonly TimelineEntry[];
}
interface Sent {
  readonly holdId: string;
  /** An earlier attempt, given up because nobody knew of it, has paid out after all. */
  readonly earlier?: PaidOut;
}
export interface PaidOut {
  readonly providerReference: string;
  readonly serviceFee: Rupiah;
}
interface Withdrawal {
  /** For cash at a store: the code for the till, base64, sealed; gone when the cash-out ends. */
  readonly sealedCode?: string;
  readonly expiresAt?: Date;
}
interface Ended {
  readonly endedAt: Date;
}

export interface TimelineEntry {
  readonly at: Date;
  readonly event: string;
  readonly amount?: Rupiah;
  readonly reason?: string;
  readonly partnerReference?: string;
}

export type CashOutEvent =
  | (Request & {
      readonly type: 'REQUESTED';
      readonly fee: Rupiah;
      readonly rulesVersion: string;
    })
  | { readonly type: 'HELD'; readonly holdId: string; readonly partnerReference: string }
  | ({ readonly type: 'IN_PROCESS'; readonly providerReference: string } & Withdrawal)
  | ({ readonly type: 'CODE_ISSUED' } & Withdrawal)
  | { readonly type: 'SENT_AGAIN'; readonly partnerReference: string }
  | { readonly type: 'SETTLED'; readonly providerReference: string; readonly serviceFee: Rupiah }
  | { readonly type: 'FAILED'; readonly reason: string; readonly detail: string }
  | { readonly type: 'FUNDS_RELEASED'; readonly amount: Rupiah }
  | { readonly type: 'LATE_SUCCESS'; readonly amount: Rupiah }
  | { readonly type: 'PAID_EARLIER'; readonly earlier: PaidOut }
  | { readonly type: 'PAID_TWICE'; readonly amount: Rupiah }
  | { readonly type: 'ALERTED'; readonly reason: AlertCode; readonly detail: string };

type Later = Exclude<CashOutEvent, { type: 'REQUESTED' }>;
export type Status = CashOut['status'];

export const OPEN: readonly Status[] = ['HELD', 'IN_PROCESS'];
const ANY: readonly Status[] = ['REQUESTED', ...OPEN, 'SETTLED', 'FAILED'];

/** In which states an event can happen at all. `decide` never offers another; a stored stream must not either. */
const HAPPENS_IN: Readonly<Record<Later['type'], readonly Status[]>> = {
  HELD: ['REQUESTED'],
  IN_PROCESS: ['HELD'],
  CODE_ISSUED: ['IN_PROCESS'],
  SENT_AGAIN: OPEN,
  SETTLED: OPEN,
  FAILED: ['REQUESTED', ...OPEN],
  FUNDS_RELEASED: ['FAILED'],
  LATE_SUCCESS: ['FAILED'],
  PAID_EARLIER: OPEN,
  PAID_TWICE: ['SETTLED'],
  ALERTED: ANY,
};

/** The cash-out after an event. @throws ImpossibleState when that cannot happen in its state: a bug. */
export function evolve(cashOut: CashOut | undefined, event: CashOutEvent, at: Date): CashOut {
  if (event.type === 'REQUESTED') {
    if (cashOut) throw impossible(cashOut, event);
    const { type: _type, ...terms } = event;
    return { ...terms, status: 'REQUESTED', timeline: [entryOf(event, at)] };
  }
  if (!cashOut || !HAPPENS_IN[event.type].includes(cashOut.status))
    throw impossible(cashOut, event);
  const timeline = [...cashOut.timeline, entryOf(event, at)];
  return apply({ ...cashOut, timeline }, event, at);
}

function apply(cashOut: CashOut, event: Later, at: Date): CashOut {
  switch (event.type) {
    case 'HELD': {
      const { type: status, ...held } = event;
      return { ...termsOf(cashOut), ...held, status };
    }
    case 'IN_PROCESS': {
      if (cashOut.status !== 'HELD') break;
      const { type: status, ...taken } = event;
      return { ...cashOut, ...taken, status };
    }
    case 'CODE_ISSUED': {
      if (cashOut.status !== 'IN_PROCESS') break;
      const { type: _type, ...withdrawal } = event;
      return { ...cashOut, ...withdrawal };
    }
    case 'PAID_EARLIER':
      if (cashOut.status !== 'HELD' && cashOut.status !== 'IN_PROCESS') break;
      return { ...cashOut, earlier: event.earlier };
    case 'SENT_AGAIN':
      return { ...cashOut, partnerReference: event.partnerReference };
    case 'SETTLED': {
      const { type: status, ...settled } = event;
      return { ...termsOf(cashOut), ...settled, status, endedAt: at };
    }
    case 'FAILED':
      return { ...termsOf(cashOut), status: 'FAILED', reason: event.reason, endedAt: at };
    case 'FUNDS_RELEASED':
    case 'LATE_SUCCESS':
    case 'PAID_TWICE':
    case 'ALERTED':
      return cashOut;
  }
  throw impossible(cashOut, event);
}

/** What every state has; the fields of the former state must not live on in the next one. */
function termsOf(cashOut: CashOut): Terms {
  const { cashOutId, customerId, role, destination, amount, fingerprint } = cashOut;
  const { fee, rulesVersion, partnerReference, timeline } = cashOut;
  const request = { cashOutId, customerId, role, destination, amount, fingerprint };
  return {
    ...request,
    fee,
    rulesVersion,
    timeline,
    ...(partnerReference !== undefined && { partnerReference }),
  };
}

const entryOf = (event: CashOutEvent, at: Date): TimelineEntry => ({
  at,
  event: event.type,
  ...('amount' in event && { amount: event.amount }),
  ...('reason' in event && { reason: event.reason }),
  ...('partnerReference' in event && { partnerReference: event.partnerReference }),
});

const impossible = (cashOut: CashOut | undefined, event: CashOutEvent): ImpossibleState =>
  new ImpossibleState(`${event.type} of a cash-out that is ${cashOut?.status ?? 'not there'}`);
