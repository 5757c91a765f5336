// Moves an open registration along the states of domain/customer.ts. Each step is recorded before
// the next begins, guarded by the attempt's reference, so that a process may die anywhere and
// another one, or the sweep, goes on: what is SENDING is enquired about, never sent again.
import { seal } from '@angkutan/events';
import {
  accountTypeOf,
  type Customer,
  referenceOf,
  type Registration,
} from '../domain/customer.ts';
import type { CustomerBook, Finished, FinishRegistration, Provider } from '../domain/ports.ts';
import type { Report } from '../domain/registration-report.ts';

const BUSY_RETRY_MS = 5_000;

export interface FinishParts {
  readonly customers: CustomerBook;
  readonly provider: Pick<Provider, 'openAccount' | 'hasAccount' | 'accountOf'>;
  readonly sealingKey: Buffer;
}

interface Open {
  readonly customer: Customer;
  readonly registration: Registration;
  readonly reference: string;
}

export function createFinishRegistration(parts: FinishParts): FinishRegistration {
  return async (customerId, traceparent) => {
    const customer = await parts.customers.find(customerId);
    if (!customer) return { status: 'refused' };
    const { registration } = customer;
    if (!registration) return { status: 'registered', customer };
    const reference = referenceOf(customerId, registration);
    const open = { customer, registration, reference };
    const known = customer.accounts.includes(accountTypeOf(registration.role));
    if (known) return confirm(parts, open, traceparent);
    if (registration.status === 'SENDING') return enquire(parts, open, traceparent);
    if (customer.restriction) return giveUp(parts, open);
    return send(parts, open, traceparent);
  };
}

/** Nothing was sent, and the person has asked for erasure meanwhile. */
async function giveUp({ customers }: FinishParts, open: Open): Promise<Finished> {
  await report(customers, 'ReportRefused', open);
  return { status: 'refused' };
}

async function send(parts: FinishParts, open: Open, traceparent?: string): Promise<Finished> {
  const { customers, provider } = parts;
  const { customer, registration, reference } = open;
  const started = await report(customers, 'StartSending', open);
  // Somebody else has claimed this attempt.
  if (!started) return { status: 'busy', retryAfterMs: BUSY_RETRY_MS };
  const accountType = accountTypeOf(registration.role);
  const answer = await provider.openAccount({ ...customer.identity, accountType, reference });
  switch (answer.status) {
    case 'open':
      return confirm(parts, open, traceparent);
    case 'refused':
      await report(customers, 'ReportRefused', open);
      return { status: 'refused' };
    case 'not-done':
      await report(customers, 'ReportNotSent', open);
      return { status: 'busy', retryAfterMs: answer.retryAfterMs };
    case 'unknown':
      return enquire(parts, open, traceparent);
  }
}

async function enquire(parts: FinishParts, open: Open, traceparent?: string): Promise<Finished> {
  const { customer, registration } = open;
  const accountType = accountTypeOf(registration.role);
  const askedAt = performance.now();
  const answer = await parts.provider.hasAccount(customer.identity.mobileNumber, accountType);
  if (answer.status === 'open') return confirm(parts, open, traceparent);
  if (answer.status === 'absent') {
    const { customerId } = customer;
    const askedMsAgo = performance.now() - askedAt;
    const about = { customerId, reference: open.reference, askedMsAgo };
    await parts.customers.change({ type: 'ReportNotFound', ...about });
  }
  return { status: 'busy', retryAfterMs: BUSY_RETRY_MS };
}

async function confirm(parts: FinishParts, open: Open, traceparent?: string): Promise<Finished> {
  const { customers, provider, sealingKey } = parts;
  const { customer, registration, reference } = open;
  const { customerId, identity } = customer;
  const account = provider.accountOf(identity.mobileNumber, accountTypeOf(registration.role));
  const sealedAccount = seal(sealingKey, account, customerId);
  const command = { type: 'ReportRegistered', customerId, reference, sealedAccount } as const;
  await customers.change(command, traceparent);
  const registered = await customers.find(customerId);
  return registered?.roles.some(({ role }) => role === registration.role)
    ? { status: 'registered', customer: registered }
    : { status: 'busy', retryAfterMs: BUSY_RETRY_MS };
}

/** Whether the report changed anything: for StartSending, whether the attempt is ours to send. */
async function report(
  customers: CustomerBook,
  type: Report['type'],
  { customer, reference }: Open,
): Promise<boolean> {
  const decision = await customers.change({ type, customerId: customer.customerId, reference });
  return decision.accepted && decision.events.length > 0;
}
