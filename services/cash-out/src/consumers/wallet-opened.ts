import { ROLES } from '@angkutan/ledger';
import { newCustomer, walletOpened as opened } from '../domain/customer.ts';
import type { Consumer } from './consumer.ts';

export const walletOpened: Consumer<'WalletOpened'> = {
  touches: ({ customerId }) => ({ customers: [customerId] }),

  decide({ customerId, role: told }, { set }) {
    const role = ROLES.find((known) => known === told);
    if (!role) return { status: 'refused', code: 'ROLE_UNKNOWN', detail: told };
    const customer = opened(set.customers.get(customerId) ?? newCustomer(customerId), role);
    return { status: 'done', changes: [{ of: 'customer', customer }], publish: [] };
  },
};
