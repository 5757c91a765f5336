import { newCustomer } from '../domain/customer.ts';
import type { Consumer } from './consumer.ts';

export const customerUpgraded: Consumer<'CustomerUpgraded'> = {
  touches: ({ customerId }) => ({ customers: [customerId] }),

  decide({ customerId, tier }, { set }) {
    const known = set.customers.get(customerId) ?? newCustomer(customerId);
    const customer = { ...known, tier };
    return { status: 'done', changes: [{ of: 'customer', customer }], publish: [] };
  },
};
