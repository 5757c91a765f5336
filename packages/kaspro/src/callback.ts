import type { Rupiah } from '@angkutan/money';
import { z } from 'zod';
import { CALLBACK_TYPES, refuses, WITHDRAWAL_EXPIRED, type CallbackType } from './assumptions.ts';
import {
  amount,
  code,
  instant,
  label,
  optionalAmount,
  optionalLabel,
  withoutNumbers,
} from './fields.ts';
import { SUCCESS } from './given.ts';
import { parseJson } from './json.ts';

/** What KasPro told us of its own accord. Unique by (type, providerReference). */
export interface ProviderCallback {
  readonly type: CallbackType;
  readonly providerReference: string;
  /** Ours; top-ups and their reversals have none. */
  readonly partnerReference: string | undefined;
  /** Of a reversal: the top-up that it takes back. */
  readonly originalProviderReference: string | undefined;
  /** UNKNOWN: the code is none that we know as final, so enquire. */
  readonly outcome: 'SUCCESS' | 'FAILED' | 'EXPIRED' | 'UNKNOWN';
  readonly code: number;
  readonly message: string;
  readonly account: string;
  readonly amount: Rupiah;
  readonly serviceFee: Rupiah | undefined;
  readonly channel: string | undefined;
  readonly virtualAccount: string | undefined;
  readonly occurredAt: Date;
}

const callback = z.object({
  type: z.enum(CALLBACK_TYPES),
  reffId: label.min(1),
  partnerReference: optionalLabel,
  originalReffId: optionalLabel,
  code,
  message: z.string().nullish(),
  account: label,
  amount,
  serviceFee: optionalAmount,
  channel: optionalLabel,
  virtualAccount: optionalLabel,
  occurredAt: instant,
});

/**
 * Reads the body of `POST /webhooks/kaspro/transactions`, after its signature was verified on the same raw bytes.
 * Answers undefined when it is not JSON, or a field that must be there is missing or is no whole rupiah.
 */
export function readCallback(body: Uint8Array): ProviderCallback | undefined {
  const read = callback.safeParse(parseJson(Buffer.from(body).toString()));
  if (!read.success) return undefined;
  const { reffId, originalReffId, message, occurredAt, ...rest } = read.data;
  return {
    ...rest,
    providerReference: reffId,
    originalProviderReference: originalReffId,
    outcome: outcomeOf(rest.code),
    message: withoutNumbers(message ?? ''),
    occurredAt: new Date(occurredAt),
  };
}

function outcomeOf(code: number): ProviderCallback['outcome'] {
  if (code === SUCCESS) return 'SUCCESS';
  if (code === WITHDRAWAL_EXPIRED) return 'EXPIRED';
  return refuses(code) ? 'FAILED' : 'UNKNOWN';
}
