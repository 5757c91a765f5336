// Moves an open registration along the states of domain/customer.ts. Any number may try at once, and
// the sweep does for those that lost their caller.
import { seal } from '@angkutan/events';
import {
  accountTypeOf,
  type Customer,
  referenceOf,
  type Registration,
} from '../domain/customer.ts';
import type { CustomerBook, Finished, FinishRegistration, Provider } from '../domain/ports.ts';
import type { Report } from '../domain/registration-report.ts';
import { type Attempt, enquireAttempt, sendAttempt } from './open-account.ts';

const BUSY_RETRY_MS = 5_000;

export interface FinishParts {
  readonly customers: Pick<CustomerBook, 'change' | 'find'>;
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
    const attempt = attemptOf(parts.customers, open);
    const isSent = registration.status === 'SENDING';
    // Nothing was sent, and the person has asked for erasure meanwhile.
    if (customer.restriction && !isSent) return giveUp(attempt);
    const opened = await (isSent ? enquireAttempt : sendAttempt)(parts.provider, attempt);
    return opened.status === 'open' ? confirm(parts, open, traceparent) : opened;
  };
}

async function giveUp(attempt: Attempt): Promise<Finished> {
  await attempt.refused();
  return { status: 'refused' };
}

function attemptOf(customers: FinishParts['customers'], open: Open): Attempt {
  const { customer, registration, reference } = open;
  const { customerId, identity } = customer;
  const report = async (type: Report['type']): Promise<boolean> => {
    const decision = await customers.change({ type, customerId, reference });
    return decision.accepted && decision.events.length > 0;
  };
  return {
    account: { ...identity, accountType: accountTypeOf(registration.role), reference },
    start: () => report('StartSending'),
    notSent: async () => void (await report('ReportNotSent')),
    refused: async () => void (await report('ReportRefused')),
    async notFound(askedMsAgo) {
      await customers.change({ type: 'ReportNotFound', customerId, reference, askedMsAgo });
    },
  };
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
