import { ROLES } from '@angkutan/ledger';
import { newCustomer, registered } from '../domain/customer.ts';
import type { Consumer } from './consumer.ts';

/** A customer in a role; the account stays sealed as it came. */
export const customerRegistered: Consumer<'CustomerRegistered'> = {
  touches: ({ customerId }) => ({ customers: [customerId] }),

  decide({ customerId, role: told, tier, sealedAccount }, { set }) {
    const role = ROLES.find((known) => known === told);
    if (!role) return { status: 'refused', code: 'ROLE_UNKNOWN', detail: told };
    const known = set.customers.get(customerId) ?? newCustomer(customerId);
    const account = Buffer.from(sealedAccount).toString('base64');
    const customer = registered(known, { role, tier, account });
    return { status: 'done', changes: [{ of: 'customer', customer }], publish: [] };
  },
};
