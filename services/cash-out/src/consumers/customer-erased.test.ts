import { expect, it } from 'vitest';
import { registered, newCustomer } from '../domain/customer.ts';
import { applyChange, type WorkingSet } from '../working-set.ts';
import { customerErased } from './customer-erased.ts';

it('forgets the accounts of a customer whose data are destroyed', () => {
  const told = { role: 'USER', tier: 'PREMIUM', account: 'c2VhbGVk' } as const;
  const known = registered(newCustomer('ani'), told);
  const set: WorkingSet = {
    cashOuts: new Map(),
    customers: new Map([['ani', known]]),
    instructions: new Map(),
    rules: [],
    approvals: new Map(),
    audit: [],
  };
  const policy = { processingWindowMs: 1, enquiryPausesMs: [1], manualAfterMs: 1 };
  const verdict = customerErased.decide(
    { eventId: 'e', occurredAt: 0, customerId: 'ani' },
    { set, now: new Date(), policy },
  );
  for (const change of verdict.status === 'done' ? verdict.changes : []) applyChange(set, change);
  expect(set.customers.get('ani')).toEqual({ customerId: 'ani', accounts: {}, wallets: [] });
});
