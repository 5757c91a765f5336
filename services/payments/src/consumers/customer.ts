import type { Change, Customer } from '../domain/working-set.ts';
import { NOTHING, type Consumer } from './consumer.ts';
import type { Verdict } from '@angkutan/messaging';

/** A customer can be sent money by phone number, and may send as the tier allows. */
export const customerRegistered: Consumer<'CustomerRegistered'> = {
  touches: ({ customerId }) => ({ wallets: [], customerId }),

  decide({ customerId, tier, phoneHash }, { customers }) {
    const before = customers.get(customerId);
    // A further role of the same person tells nothing new, and may tell a tier that has risen since.
    if (before?.phoneHash !== undefined) return NOTHING;
    return known(customerId, { tier: before?.tier ?? tier, phoneHash });
  },
};

export const customerUpgraded: Consumer<'CustomerUpgraded'> = {
  touches: ({ customerId }) => ({ wallets: [], customerId }),

  decide: ({ customerId, tier }, { customers }) =>
    known(customerId, { ...customers.get(customerId), tier }),
};

const known = (customerId: string, customer: Customer): Verdict<Change> => ({
  status: 'done',
  changes: [{ of: 'customer', customerId, customer }],
  publish: [],
});
