import { type Caller, z } from '@angkutan/http';
import { BANKS } from '../domain/banks.ts';
import type { CashOut, Destination, TimelineEntry } from '../domain/cash-out.ts';
import type { FieldSealer } from '../sealed-fields.ts';

const amount = z.int();

export const cashOutSchema = z
  .strictObject({
    cashOutId: z.string(),
    status: z.enum(['REQUESTED', 'HELD', 'IN_PROCESS', 'SETTLED', 'FAILED']),
    channel: z.enum(['BANK', 'MODERN_TRADE']),
    amount: amount.describe('Whole rupiah: what the bank account or the till pays out'),
    fee: amount.describe('What it costs on top'),
    rulesVersion: z.string().describe('The version of the rules by which it costs that'),
    destination: z
      .strictObject({
        bankCode: z.string().optional(),
        bankName: z.string().optional(),
        accountNumber: z.string().optional(),
        accountName: z.string().optional(),
        outlet: z.string().optional(),
      })
      .describe('Account number and name are masked'),
    partnerReference: z.string().optional().describe('Our reference at KasPro, once it is held'),
    withdrawalCode: z
      .string()
      .optional()
      .describe('For the till; shown to its owner alone, while cash waits there'),
    expiresAt: z.iso
      .datetime()
      .optional()
      .describe('Until when cash waits; what follows is KasPro’s word'),
    reason: z.string().optional().describe('Why it failed, by name'),
    timeline: z
      .array(
        z.strictObject({
          at: z.iso.datetime(),
          event: z.string(),
          amount: amount.optional(),
          reason: z.string().optional(),
          partnerReference: z.string().optional(),
        }),
      )
      .describe('What happened, oldest first'),
  })
  .openapi('CashOut');

/** A cash-out as this caller may see it. Amounts are bigints; they go out as integers. */
export function cashOutView(cashOut: CashOut, caller: Caller, fields: FieldSealer): object {
  const { cashOutId, status, destination, partnerReference } = cashOut;
  return {
    cashOutId,
    status,
    channel: destination.channel,
    amount: cashOut.amount,
    fee: cashOut.fee,
    rulesVersion: cashOut.rulesVersion,
    destination: shown(destination),
    ...(partnerReference !== undefined && { partnerReference }),
    ...(cashOut.status === 'FAILED' && { reason: cashOut.reason }),
    ...withdrawalOf(cashOut, caller, fields),
    timeline: cashOut.timeline.filter((entry) => isFor(caller, entry)).map(lineOf),
  };
}

function shown(destination: Destination): object {
  if (destination.channel === 'MODERN_TRADE') return { outlet: destination.outlet };
  const { bankCode, maskedNumber: accountNumber, maskedName: accountName } = destination;
  const bankName = BANKS.find((bank) => bank.bankCode === bankCode)?.name;
  return { bankCode, ...(bankName !== undefined && { bankName }), accountNumber, accountName };
}

/** Whoever has the code can take the cash: it is shown to the person whose money it is, and to nobody else. */
function withdrawalOf(cashOut: CashOut, { sub, role }: Caller, fields: FieldSealer): object {
  if (cashOut.status !== 'IN_PROCESS') return {};
  const { cashOutId, sealedCode, expiresAt } = cashOut;
  const isOwner = sub === cashOut.customerId && ['customer', 'driver', 'merchant'].includes(role);
  return {
    ...(expiresAt !== undefined && { expiresAt: expiresAt.toISOString() }),
    ...(sealedCode !== undefined &&
      isOwner && { withdrawalCode: fields.open(cashOutId, 'withdrawalCode', sealedCode) }),
  };
}

/** Alerts are for operators. */
const isFor = ({ role }: Caller, { event }: TimelineEntry): boolean =>
  event !== 'ALERTED' || role === 'ops' || role === 'ops-act';

const lineOf = ({ at, event, amount: how, reason, partnerReference }: TimelineEntry): object => ({
  at: at.toISOString(),
  event,
  ...(how !== undefined && { amount: how }),
  ...(reason !== undefined && { reason }),
  ...(partnerReference !== undefined && { partnerReference }),
});
