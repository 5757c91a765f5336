import { type Route, route, z } from '@angkutan/http';
import type { TipRule } from '@angkutan/qris';
import { qrContent, readQris } from './qris.ts';

const rupiah = z.int().min(1).describe('Whole rupiah');
const tip = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('NONE') }),
  z.strictObject({ mode: z.literal('ASK') }).describe('The payer chooses'),
  z.strictObject({ mode: z.literal('FIXED'), amount: rupiah }),
  z.strictObject({
    mode: z.literal('PERCENT'),
    basisPoints: z.int().min(1).max(9_999).describe('Hundredths of a percent of the amount'),
  }),
]);
const merchant = z
  .strictObject({
    merchantName: z.string(),
    merchantCity: z.string(),
    amount: rupiah.optional().describe('Absent: the payer names it. Present: nobody changes it'),
    tip,
    static: z.boolean().describe('May be paid many times'),
  })
  .openapi('QrisMerchant');

/** Reads a code. Nothing is kept, and nothing moves. */
export const postQrisInquiry = (): Route =>
  route({
    method: 'post',
    path: '/v1/qris/inquiry',
    operationId: 'readQris',
    summary: 'Whom a QRIS code pays, and how much',
    roles: ['customer', 'driver', 'merchant', 'service'],
    body: z.strictObject({ qrContent }),
    answers: { 200: { description: 'What the code says', schema: merchant } },
    refusals: ['QRIS_UNREADABLE', 'QRIS_DAMAGED', 'QRIS_INCOMPLETE'],
    handle({ body }) {
      const qris = readQris(body.qrContent);
      if ('problem' in qris) return qris;
      const { merchantName, merchantCity, amount, isStatic } = qris;
      const fixed = amount === undefined ? {} : { amount };
      const view = { merchantName, merchantCity, ...fixed, tip: tipView(qris.tip) };
      return { status: 200, body: { ...view, static: isStatic } };
    },
  });

const tipView = (rule: TipRule): object => ({ ...rule });
