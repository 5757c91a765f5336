import { lookupHash } from '@angkutan/events';
import { currentTrace } from '@angkutan/telemetry';
import type { ProviderCallback, TopUpNumbers } from '@angkutan/kaspro';
import { type Role, walletIdOf } from '@angkutan/ledger';
import type { CallbackStore, Payee, StoredCallback } from '../domain/callback.ts';
import type { Rows } from './rows.ts';

export interface KeepCallbackDeps {
  readonly callbacks: CallbackStore;
  readonly numbers: TopUpNumbers;
  readonly lookupKey: Buffer;
  readonly now: () => Date;
}

/** Stores a callback without the numbers in it: whose money it is, is kept as the hash of the phone. */
export async function keepCallback(
  deps: KeepCallbackDeps,
  callback: ProviderCallback,
): Promise<void> {
  const { type, providerReference, outcome, code, message, amount, occurredAt } = callback;
  const receivedAt = deps.now();
  await deps.callbacks.keep({
    _id: idOf(callback),
    type,
    providerReference,
    outcome,
    code,
    message,
    amount,
    occurredAt,
    receivedAt,
    state: 'NEW',
    nextAt: receivedAt,
    ...optional('partnerReference', callback.partnerReference),
    ...optional('originalProviderReference', callback.originalProviderReference),
    ...optional('serviceFee', callback.serviceFee),
    ...optional('channel', callback.channel),
    ...optional('traceparent', currentTrace()),
    ...payeeOf(deps, callback.virtualAccount),
  });
}

/**
 * KasPro repeats itself until it is answered. An end that contradicts an earlier one is news and is kept beside
 * it: who asked for a payout decides; a top-up's money came once, whatever else is said of it.
 */
const idOf = ({ type, providerReference, outcome, partnerReference }: ProviderCallback): string =>
  partnerReference === undefined && outcome === 'SUCCESS'
    ? `${type}/${providerReference}`
    : `${type}/${providerReference}/${outcome}`;

const optional = <K extends string, V>(
  name: K,
  value: V | undefined,
): { [key in K]?: V } | object => (value === undefined ? {} : { [name]: value });

/** The prefix of the number tells a user's wallet from a driver's deposit; the rest is the phone. */
function payeeOf(
  { numbers, lookupKey }: KeepCallbackDeps,
  virtualAccount: string | undefined,
): { phoneHash: string; role: Role } | object {
  const target = virtualAccount === undefined ? undefined : numbers.parse(virtualAccount);
  if (!target) return {};
  const phone = `+62${target.mobileNumber.slice(1)}`;
  return {
    phoneHash: lookupHash(lookupKey, phone),
    role: target.role === 'driver' ? 'DRIVER' : 'USER',
  };
}

/** Whose money the callbacks' phones and roles name, by callback. */
export async function payeesOf(
  rows: Rows,
  callbacks: readonly StoredCallback[],
): Promise<ReadonlyMap<string, Payee>> {
  const phones = callbacks.flatMap((one) => (one.phoneHash === undefined ? [] : [one.phoneHash]));
  const found = await rows.wallets
    .find(
      { phoneHash: { $in: phones }, kind: 'SUBSCRIBER' },
      { projection: { phoneHash: 1, customerId: 1, role: 1 } },
    )
    .toArray();
  return new Map(
    callbacks.flatMap((one): [string, Payee][] => {
      const theirs = found.filter((row) => row.phoneHash === one.phoneHash);
      const named = theirs.find((row) => row.role === one.role);
      const row = named ?? theirs[0];
      if (!row) return [];
      const walletId = walletIdOf(row.customerId, row.role);
      return [[one._id, named ? { walletId } : { walletId, roleUnknown: true }]];
    }),
  );
}
