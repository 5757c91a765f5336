import { newCustomer } from '../domain/customer.ts';
import type { Consumer } from './consumer.ts';

/** Nothing of the customer is kept but the id: their accounts name a phone number. */
export const customerErased: Consumer<'CustomerErased'> = {
  touches: ({ customerId }) => ({ customers: [customerId] }),

  decide: ({ customerId }) => ({
    status: 'done',
    changes: [{ of: 'customer', customer: newCustomer(customerId) }],
    publish: [],
  }),
};
