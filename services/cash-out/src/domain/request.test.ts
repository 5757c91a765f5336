import { rupiah } from '@angkutan/money';
import { FIRST_RULES } from '@angkutan/rules';
import { describe, expect, it } from 'vitest';
import { after, ANI, requested, toBank, toStore } from './cash-out.samples.ts';
import type { Request } from './cash-out.ts';
import { decideRequest, type Knowledge } from './decide.ts';

const known: Knowledge = { cashOut: undefined, customer: ANI, rules: FIRST_RULES };
const ask = (request: Request, knowledge: Partial<Knowledge> = {}) =>
  decideRequest(request, { ...known, ...knowledge });
const refused = (code: string) => ({ accepted: false, rejection: { code } });

describe('a request for a cash-out', () => {
  it('is taken in with its fee and the version of the rules', () => {
    expect(ask(toBank)).toEqual({ accepted: true, events: [requested] });
    expect(ask(toStore)).toMatchObject({ events: [{ fee: 5_000n, rulesVersion: '2022-09' }] });
  });

  it('made again is done already, and under the same id with other terms refused', () => {
    const cashOut = after(requested);
    expect(ask(toBank, { cashOut })).toEqual({ accepted: true, events: [] });
    const other = { ...toBank, fingerprint: 'f2' };
    expect(ask(other, { cashOut })).toMatchObject(refused('IDEMPOTENCY_KEY_REUSED'));
  });

  it('is refused for a wallet that is not known, or not of that role', () => {
    expect(ask(toBank, { customer: undefined })).toMatchObject(refused('WALLET_NOT_FOUND'));
    expect(ask({ ...toBank, role: 'DRIVER' })).toMatchObject(refused('WALLET_NOT_FOUND'));
    const unopened = { ...ANI, wallets: [] };
    expect(ask(toBank, { customer: unopened })).toMatchObject(refused('WALLET_NOT_FOUND'));
    const unheard = { ...ANI, accounts: {} };
    expect(ask(toBank, { customer: unheard })).toMatchObject(refused('WALLET_NOT_FOUND'));
  });

  it('is refused for a bank or a store that is not known', () => {
    const nowhere = { ...toBank.destination, channel: 'BANK', bankCode: '999' } as const;
    const bank = { maskedNumber: '', maskedName: '', ...nowhere };
    expect(ask({ ...toBank, destination: bank })).toMatchObject(refused('BANK_UNKNOWN'));
    const outlet = { channel: 'MODERN_TRADE', outlet: 'WARUNG' } as const;
    expect(ask({ ...toStore, destination: outlet })).toMatchObject(refused('OUTLET_UNKNOWN'));
  });

  it('is refused for an amount outside the rules, before the tier is looked at', () => {
    const customer = { ...ANI, tier: 'BASIC' };
    const little = { ...toBank, amount: rupiah(1) };
    expect(ask(little, { customer })).toMatchObject(refused('AMOUNT_BELOW_MINIMUM'));
  });

  it('is refused below PREMIUM', () => {
    const customer = { ...ANI, tier: 'BASIC' };
    expect(ask(toBank, { customer })).toMatchObject(refused('TIER_TOO_LOW'));
  });
});
