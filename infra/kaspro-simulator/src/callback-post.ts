import { randomUUID } from 'node:crypto';
import { HEADERS, signRequest } from '@angkutan/kaspro';
import type { Transaction } from './facts.ts';

export interface Webhook {
  /** Undefined: nobody is called back. */
  readonly url: string | undefined;
  readonly partnerId: string;
  readonly secret: string;
}

const ATTEMPT_TIMEOUT_MS = 5_000;

/** Posts a signed callback once; answers whether it got its 2xx. Never rejects. */
export async function post(webhook: Webhook, body: string, stopped: AbortSignal): Promise<boolean> {
  if (webhook.url === undefined) return true;
  const url = new URL(webhook.url);
  const timestamp = new Date().toISOString();
  const signed = { method: 'POST', path: `${url.pathname}${url.search}`, body, timestamp };
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([stopped, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]),
      headers: {
        'Content-Type': 'application/json',
        [HEADERS.partnerId]: webhook.partnerId,
        [HEADERS.externalId]: randomUUID(),
        [HEADERS.timestamp]: timestamp,
        [HEADERS.signature]: signRequest(webhook.secret, signed),
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

/** The callback's JSON; what a transaction has not, is not in it. */
export function callbackBody(transaction: Transaction): string {
  const { amount, serviceFee } = transaction;
  const told = {
    reffId: transaction.reffId,
    partnerReference: transaction.partnerReference,
    type: transaction.type,
    originalReffId: transaction.originalReffId,
    code: transaction.code,
    message: transaction.message,
    account: transaction.account,
    amount: String(amount),
    serviceFee: serviceFee > 0 ? String(serviceFee) : null,
    channel: transaction.channel,
    virtualAccount: transaction.virtualAccount,
    occurredAt: transaction.occurredAt,
  };
  return JSON.stringify(told, (_key, value: unknown) => value ?? undefined);
}
