import { readCallback } from '@angkutan/kaspro';
import { rupiah } from '@angkutan/money';
import { expect, vi } from 'vitest';
import { openSandbox, openWebhook, registerPeople, RIDER_ACCOUNT, type Heard } from './sandbox.ts';

export const told = ({ raw }: Heard) => readCallback(Buffer.from(raw));

/** A sandbox whose callbacks are heard by a webhook, which answers the statuses given, then 200. */
export async function openCalledBack(settleMs = 20, ...statuses: number[]) {
  const webhook = await openWebhook(...statuses);
  const sandbox = await openSandbox({ callbackUrl: webhook.url, settleMs });
  await registerPeople(sandbox.kaspro);
  return {
    ...sandbox,
    webhook,
    async [Symbol.asyncDispose]() {
      await sandbox[Symbol.asyncDispose]();
      await webhook[Symbol.asyncDispose]();
    },
    hears: (count: number) =>
      vi.waitFor(() => expect(webhook.heard.length).toBeGreaterThanOrEqual(count), 5_000),
    cashOut: (partnerReference: string) =>
      sandbox.kaspro.payout({
        sourceAccount: RIDER_ACCOUNT,
        bankCode: '014',
        beneficiaryAccount: '1234567890',
        beneficiaryName: 'SITI CONTOH',
        amount: rupiah(50_000),
        partnerReference,
        channel: 'BANK',
      }),
  };
}
