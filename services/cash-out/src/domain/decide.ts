/** What a request, an answer of the wallet, and KasPro's word mean for a cash-out. */
import { plus, type Rupiah } from '@angkutan/money';
import { limitsOf, type Rules } from '@angkutan/rules';
import { isBank, isOutlet } from './banks.ts';
import {
  type CashOut,
  type CashOutEvent,
  type Destination,
  OPEN,
  type Request,
} from './cash-out.ts';
import { accepted, type AlertCode, type Decision, rejected } from './codes.ts';
import { type Customer, hasWallet } from './customer.ts';
import { quote } from './quote.ts';

export interface Knowledge {
  readonly cashOut: CashOut | undefined;
  readonly customer: Customer | undefined;
  /** The rules in force now. */
  readonly rules: Rules;
}

/** Takes a request in, or refuses it by name before anything is held. The same request again is done already. */
export function decideRequest(
  request: Request,
  { cashOut, customer, rules }: Knowledge,
): Decision<CashOutEvent> {
  const { customerId, role, destination, amount, fingerprint } = request;
  if (cashOut) {
    return cashOut.fingerprint === fingerprint
      ? accepted([])
      : rejected('IDEMPOTENCY_KEY_REUSED', request.cashOutId);
  }
  if (!hasWallet(customer, role)) {
    return rejected('WALLET_NOT_FOUND', `${customerId} as ${role}`);
  }
  const unknown = unknownDestination(destination);
  if (unknown) return unknown;
  const quoted = quote(rules, { channel: destination.channel, amount });
  if (!quoted.accepted) return quoted;
  const { tier = '' } = customer;
  if (!limitsOf(rules, tier).mayCashOut) return rejected('TIER_TOO_LOW', tier);
  const { fee, rulesVersion } = quoted.quote;
  return accepted([{ ...request, type: 'REQUESTED', fee, rulesVersion }]);
}

function unknownDestination(destination: Destination): ReturnType<typeof rejected> | undefined {
  if (destination.channel === 'BANK') {
    const { bankCode } = destination;
    return isBank(bankCode) ? undefined : rejected('BANK_UNKNOWN', bankCode);
  }
  const { outlet } = destination;
  return isOutlet(outlet) ? undefined : rejected('OUTLET_UNKNOWN', outlet);
}

/** What the wallet tells of the money that it was asked to set aside. */
export type WalletAnswer =
  | { readonly type: 'FUNDS_HELD'; readonly holdId: string; readonly amount: Rupiah }
  | { readonly type: 'FUNDS_REFUSED'; readonly reason: string }
  | { readonly type: 'FUNDS_RELEASED'; readonly amount: Rupiah };

/** No answer is ever refused: the wallet says what has happened to money, so what cannot be is an alert. */
export function decideAnswer(cashOut: CashOut, answer: WalletAnswer): readonly CashOutEvent[] {
  if (OPEN.includes(cashOut.status)) {
    // A hold told again is nothing new; a hold that is gone while the money may be leaving is.
    return answer.type === 'FUNDS_HELD' ? [] : [alerted('AKT_HOLD_LOST', answer.type)];
  }
  switch (answer.type) {
    case 'FUNDS_HELD':
      return cashOut.status === 'REQUESTED' ? held(cashOut, answer) : [];
    case 'FUNDS_REFUSED':
      return cashOut.status === 'REQUESTED'
        ? [failed(answer.reason, `the wallet refused it: ${answer.reason}`)]
        : [];
    case 'FUNDS_RELEASED':
      return cashOut.status === 'FAILED' && !cashOut.timeline.some(isRelease)
        ? [{ type: 'FUNDS_RELEASED', amount: answer.amount }]
        : [];
  }
}

function held(
  { cashOutId, amount, fee }: CashOut,
  answer: Extract<WalletAnswer, { type: 'FUNDS_HELD' }>,
): readonly CashOutEvent[] {
  if (answer.amount >= plus(amount, fee)) {
    return [{ type: 'HELD', holdId: answer.holdId, partnerReference: cashOutId }];
  }
  // Nothing has been sent: what would leave is more than what is set aside.
  const detail = `${answer.amount} is held`;
  return [failed('HOLD_TOO_SMALL', detail), alerted('AKT_HOLD_TOO_SMALL', detail)];
}

/** What KasPro's word came to, as the life of its instruction has judged it. */
export type Outcome =
  | {
      readonly type: 'TAKEN_ON';
      readonly providerReference: string;
      readonly sealedCode?: string;
      readonly expiresAt?: Date;
    }
  | { readonly type: 'SETTLED'; readonly providerReference: string; readonly serviceFee: Rupiah }
  | { readonly type: 'FAILED'; readonly reason: string; readonly detail: string }
  | { readonly type: 'SENT_AGAIN'; readonly partnerReference: string }
  | {
      readonly type: 'LATE_SUCCESS';
      readonly providerReference: string;
      readonly serviceFee: Rupiah | undefined;
    }
  | { readonly type: 'ALERTED'; readonly reason: AlertCode; readonly detail: string };

export function decideOutcome(cashOut: CashOut, outcome: Outcome): readonly CashOutEvent[] {
  switch (outcome.type) {
    case 'TAKEN_ON':
      return takenOn(cashOut, outcome);
    case 'LATE_SUCCESS':
      return lateSuccess(cashOut, outcome);
    case 'FAILED':
      return 'earlier' in cashOut && cashOut.earlier
        ? [{ ...cashOut.earlier, type: 'SETTLED' }]
        : [outcome];
    default:
      return [outcome];
  }
}

/**
 * A success after we had let go. What is still open keeps it, for it may be what settles it; what is settled was
 * paid twice; and what had failed is told, so that the wallet holds again what left.
 */
function lateSuccess(
  cashOut: CashOut,
  { providerReference, serviceFee }: Extract<Outcome, { type: 'LATE_SUCCESS' }>,
): readonly CashOutEvent[] {
  // Where nobody told KasPro's fee, it is the one that was quoted for it.
  const paid = { providerReference, serviceFee: serviceFee ?? cashOut.fee };
  const amount = plus(cashOut.amount, paid.serviceFee);
  if (OPEN.includes(cashOut.status)) return [{ type: 'PAID_EARLIER', earlier: paid }];
  return [{ type: cashOut.status === 'SETTLED' ? 'PAID_TWICE' : 'LATE_SUCCESS', amount }];
}

/** Told at the first word of it, and once more where only a later word has the code for the till. */
function takenOn(
  cashOut: CashOut,
  { type: _type, ...taken }: Extract<Outcome, { type: 'TAKEN_ON' }>,
): readonly CashOutEvent[] {
  if (cashOut.status === 'HELD') return [{ ...taken, type: 'IN_PROCESS' }];
  if (cashOut.status !== 'IN_PROCESS') return [];
  const { providerReference: _reference, ...withdrawal } = taken;
  const isNews = withdrawal.sealedCode !== undefined && cashOut.sealedCode === undefined;
  return isNews ? [{ ...withdrawal, type: 'CODE_ISSUED' }] : [];
}

const isRelease = ({ event }: { readonly event: string }): boolean => event === 'FUNDS_RELEASED';
const failed = (reason: string, detail: string): CashOutEvent => ({
  type: 'FAILED',
  reason,
  detail,
});
const alerted = (reason: AlertCode, detail: string): CashOutEvent => ({
  type: 'ALERTED',
  reason,
  detail,
});
