import type { Verdict } from '@angkutan/messaging';
import type { Customer } from '../working-set.ts';
import type { Change } from '../working-set.ts';
import { NOTHING, type Consumer } from './consumer.ts';

/** A customer can be sent money by phone number, and may send as the tier allows. */
export const customerRegistered: Consumer<'CustomerRegistered'> = {
  touches: ({ customerId }) => ({ customers: [customerId] }),

  decide({ customerId, role, tier, phoneHash, sealedAccount }, { set }) {
    const before = set.customers.get(customerId);
    // A merchant's account is another one than the person's own, which user and driver share.
    const account = role === 'MERCHANT' ? undefined : sealedAccount.toString('base64');
    const isNews = account !== undefined && before?.sealedAccount === undefined;
    if (before?.phoneHash !== undefined && !isNews) return NOTHING;
    // A further role may come with the tier of its time, after an upgrade.
    const known = { tier, ...before, phoneHash };
    return learnt(customerId, isNews ? { ...known, sealedAccount: account } : known);
  },
};

export const customerUpgraded: Consumer<'CustomerUpgraded'> = {
  touches: ({ customerId }) => ({ customers: [customerId] }),

  decide: ({ customerId, tier }, { set }) =>
    learnt(customerId, { ...set.customers.get(customerId), tier }),
};

/** Neither number nor account is kept: the customer can be sent nothing any more, and sends nothing. */
export const customerErased: Consumer<'CustomerErased'> = {
  touches: ({ customerId }) => ({ customers: [customerId] }),

  decide: ({ customerId }) => learnt(customerId, { tier: 'ERASED' }),
};

const learnt = (customerId: string, customer: Customer): Verdict<Change> => ({
  status: 'done',
  changes: [{ of: 'customer', customerId, customer }],
  publish: [],
});
