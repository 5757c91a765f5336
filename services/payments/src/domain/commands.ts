/** What people and other services ask of payments by HTTP, as commands on a case. PURE. */
import type { Rupiah } from '@angkutan/money';
import type { Rules } from '@angkutan/rules';
import type { Knowledge } from './facts.ts';
import type { QrisOrder } from './payment.ts';
import type { CaseEvent } from './ride.ts';

interface Asked {
  /** Made of who asked and the Idempotency-Key, so that asking again finds the same payment. */
  readonly paymentId: string;
  readonly caseId: string;
}

export interface SendMoney extends Asked {
  readonly type: 'SEND_MONEY';
  readonly payerId: string;
  /** Undefined where no customer has the number that was given. */
  readonly payeeId: string | undefined;
  readonly amount: Rupiah;
  readonly sealedNote?: string;
}

export interface Tip extends Asked {
  readonly type: 'TIP';
  readonly payerId: string;
  readonly amount: Rupiah;
}

export interface Refund extends Asked {
  readonly type: 'REFUND';
  /** The payment of which something is given back. */
  readonly originalId: string;
  /** Absent: all that is left. */
  readonly amount?: Rupiah;
  readonly bearer: 'PLATFORM' | 'PROPORTIONAL';
  readonly reason: string;
}

export interface PayQris extends Asked {
  readonly type: 'PAY_QRIS';
  readonly payerId: string;
  readonly qris: QrisOrder;
}

export type Command = SendMoney | Tip | Refund | PayQris;

/** Why a command is refused, each with its text in `http/`. The order of a command's guards decides which is named. */
export const COMMAND_REFUSALS = [
  'CUSTOMER_NOT_FOUND',
  'RECIPIENT_NOT_FOUND',
  'TRANSFER_TO_SELF',
  'TIER_TOO_LOW',
  'RIDE_NOT_FOUND',
  'RIDE_NOT_COMPLETED',
  'TIP_TOO_LATE',
  'TIP_TOO_HIGH',
  'PAYMENT_NOT_FOUND',
  'PAYMENT_NOT_REFUNDABLE',
  'PAYMENT_NOT_SETTLED',
  'REFUND_ABOVE_PAID',
  'QRIS_ABOVE_LIMIT',
] as const;
export type CommandRefusal = (typeof COMMAND_REFUSALS)[number];

export type CommandDecision =
  | { readonly accepted: true; readonly events: readonly CaseEvent[] }
  | {
      readonly accepted: false;
      readonly refusal: CommandRefusal;
      /** What the rules allow, where that is why: whole rupiah, or hours. */
      readonly limit?: bigint;
    };

export interface CommandKnowledge {
  readonly walletOf: Knowledge['walletOf'];
  /** A customer's tier; undefined for nobody we know. */
  readonly tierOf: (customerId: string) => string | undefined;
  /** The rules in force now. */
  readonly rules: Rules;
  readonly now: Date;
}
