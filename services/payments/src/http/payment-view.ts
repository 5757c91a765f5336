import { z } from '@angkutan/http';
import { outstandingOf, refundedOf, type Payment } from '../domain/payment.ts';
import type { Case } from '../domain/ride.ts';
import type { TimelineEntry } from '../domain/timeline.ts';

const amount = z.int();

export const paymentSchema = z
  .strictObject({
    paymentId: z.string(),
    kind: z.enum([
      'RIDE',
      'DELIVERY',
      'CASH_COMMISSION',
      'CANCELLATION',
      'TIP',
      'P2P',
      'QRIS',
      'REFUND',
    ]),
    status: z.enum(['REQUESTED', 'HELD', 'SETTLED', 'FAILED', 'VOIDED', 'OUTSTANDING', 'REFUNDED']),
    amount: amount.describe('Whole rupiah: what is held, and once it is captured, what is paid'),
    outstanding: amount.describe('What the payer still owes of it'),
    refundedAmount: amount,
    writtenOff: amount.optional().describe('What the company gave up of what was owed'),
    splits: z
      .array(z.strictObject({ walletId: z.string(), amount, purpose: z.string() }))
      .describe('Who gets what; they sum to the amount. Empty while a capture has not named them'),
    partnerReferences: z.array(z.string()).describe('Our references of its transfers at KasPro'),
    rulesVersion: z
      .string()
      .optional()
      .describe('The version of the rules by which it was decided; absent where none has a say'),
    note: z.string().optional().describe('What the payer wrote to the payee'),
    reason: z.string().optional().describe('Why it failed or was voided, by name'),
    timeline: z
      .array(
        z.strictObject({
          at: z.iso.datetime(),
          event: z.string(),
          paymentId: z.string().optional().describe('Absent for what happened to the ride'),
          amount: amount.optional(),
          reason: z.string().optional(),
        }),
      )
      .describe('What happened, oldest first'),
  })
  .openapi('Payment');

/** A payment as its owners see it, with the story of these payments. Amounts are bigints; they go out as integers. */
export function paymentView(payment: Payment, story: readonly object[], note?: string): object {
  const { paymentId, kind, status, splits, partnerReferences, rulesVersion } = payment;
  const ended = status === 'FAILED' || status === 'VOIDED';
  return {
    paymentId,
    kind,
    status,
    amount: payment.amount,
    outstanding: outstandingOf(payment),
    refundedAmount: refundedOf(payment),
    ...(payment.writtenOff !== undefined && { writtenOff: payment.writtenOff }),
    splits: splits.map(({ walletId, amount: share, purpose }) => ({
      walletId,
      amount: share,
      purpose,
    })),
    partnerReferences,
    ...(rulesVersion !== undefined && { rulesVersion }),
    ...(note !== undefined && { note }),
    ...(ended && { reason: payment.reason }),
    timeline: story,
  };
}

/** What happened to one payment. */
export const storyOfPayment = ({ paymentId, timeline }: Payment): object[] =>
  timeline.map((entry) => lineOf(entry, paymentId));

/** What happened to the ride and to these payments of it, earlier attempts among them, as one story. */
export function storyOfRide({ ride }: Case, payments: readonly Payment[]): object[] {
  const own = (ride?.timeline ?? []).map((entry) => ({ entry, line: lineOf(entry) }));
  const paid = payments.flatMap(({ paymentId, timeline }) =>
    timeline.map((entry) => ({ entry, line: lineOf(entry, paymentId) })),
  );
  return [...own, ...paid].toSorted((a, b) => a.entry.step - b.entry.step).map(({ line }) => line);
}

/** A line shows no step: it says only which line comes first, and these are in order. */
const lineOf = ({ at, event, amount: how, reason }: TimelineEntry, paymentId?: string): object => ({
  at: at.toISOString(),
  event,
  ...(how !== undefined && { amount: how }),
  ...(reason !== undefined && { reason }),
  ...(paymentId !== undefined && { paymentId }),
});
