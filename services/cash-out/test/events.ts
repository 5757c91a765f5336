import { type AnyEvent, seal } from '@angkutan/events';
import type { ProviderCallback } from '@angkutan/kaspro';
import { FIRST_RULES } from '@angkutan/rules';
import { unique } from '@angkutan/testkit';
import { EVENT_KEY } from './instance.ts';

/** An event and the key that orders it. */
export interface Keyed {
  readonly event: AnyEvent;
  readonly key: string;
}

const stamp = () => ({ eventId: unique('event'), occurredAt: Date.now() });

export type Role = 'USER' | 'DRIVER' | 'MERCHANT';
export interface Person {
  readonly customerId: string;
  readonly role: Role;
  readonly account: string;
}

export const registered = ({ customerId, role, account }: Person, tier = 'PREMIUM'): Keyed => {
  const sealedAccount = seal(EVENT_KEY, account, customerId);
  const told = { customerId, role, tier, phoneHash: `hash-of-${customerId}`, sealedAccount };
  return { key: customerId, event: { type: 'CustomerRegistered', data: { ...stamp(), ...told } } };
};

export const upgraded = (customerId: string): Keyed => ({
  key: customerId,
  event: { type: 'CustomerUpgraded', data: { ...stamp(), customerId, tier: 'PREMIUM' } },
});

export const walletOpened = ({ customerId, role }: Person): Keyed => {
  const told = { walletId: `${customerId}:${role.toLowerCase()}`, customerId, role };
  const data = { ...stamp(), ...told, kind: 'SUBSCRIBER' };
  return { key: customerId, event: { type: 'WalletOpened', data } };
};

export const fundsHeld = (requestId: string, amount: bigint): Keyed => {
  const told = { requestId, holdId: requestId, customerId: 'someone', amount };
  const data = { ...stamp(), ...told, partnerReferences: [] };
  return { key: 'someone', event: { type: 'FundsHeld', data } };
};

export const fundsRefused = (requestId: string, reason: string): Keyed => {
  const data = { ...stamp(), requestId, customerId: 'someone', amount: 1n, reason };
  return { key: 'someone', event: { type: 'FundsRefused', data } };
};

export const fundsReleased = (requestId: string, amount: bigint): Keyed => {
  const data = { ...stamp(), requestId, holdId: requestId, customerId: 'someone', amount };
  return { key: 'someone', event: { type: 'FundsReleased', data } };
};

/** A callback as the wallet's webhook passes it on; a word that is not final is not passed on. */
export function reported(callback: ProviderCallback): Keyed[] {
  const { partnerReference: key, outcome, type, code, message, amount } = callback;
  if (key === undefined || outcome === 'UNKNOWN') return [];
  const { providerReference, serviceFee = 0n } = callback;
  const told = { partnerReference: key, providerReference, type, outcome, code, message };
  const data = { ...stamp(), ...told, amount, serviceFee };
  return [{ key, event: { type: 'ProviderTransactionReported', data } }];
}

/** A version by which a cash-out to a bank costs this much. */
export function rulesVersionAdded(version: string, validFrom: number, fee: bigint): Keyed {
  const { added: _added, ...first } = FIRST_RULES;
  const cashOut = { ...first.cashOut, BANK: { ...first.cashOut.BANK, fee } };
  const data = { ...stamp(), ...first, version, validFrom, cashOut };
  return { key: version, event: { type: 'RulesVersionAdded', data } };
}
