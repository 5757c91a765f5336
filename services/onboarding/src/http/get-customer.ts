import { type Caller, owns, problem, type Route, route, z } from '@angkutan/http';
import type { Customer } from '../domain/customer.ts';
import type { Kyc } from '../domain/kyc.ts';
import type { CustomerBook } from '../domain/ports.ts';
import { identityView, maskedIdentity } from './identity-view.ts';

const decision = z
  .object({ by: z.string(), reason: z.string(), at: z.iso.datetime() })
  .meta({ description: 'Who of ours ended the review; shown to ops alone' });
const restricted = z
  .object({
    since: z.iso.datetime(),
    until: z.iso.datetime(),
    actor: z.string(),
    reason: z.string(),
  })
  .meta({ description: 'The person has asked for erasure. Shown to ops; all others get 404' });
const view = z.object({
  customerId: z.string(),
  tier: z.enum(['BASIC', 'PREMIUM']),
  roles: z.array(z.enum(['USER', 'DRIVER', 'MERCHANT'])),
  registeredAt: z.iso.datetime(),
  kyc: z
    .object({
      status: z.enum(['BASIC', 'KYC_PENDING', 'PREMIUM', 'REJECTED']),
      reasons: z.array(z.string()).meta({ description: 'Why it is in review, or was refused' }),
      decision: decision.optional(),
    })
    .meta({ description: 'How far the proof of identity has come' }),
  identity: identityView,
  restricted: restricted.optional(),
});

export const getCustomer = (customers: Pick<CustomerBook, 'find'>): Route =>
  route({
    method: 'get',
    path: '/v1/customers/{customerId}',
    operationId: 'getCustomer',
    summary: 'A customer, the identity masked',
    roles: ['customer', 'driver', 'merchant', 'service', 'ops', 'ops-act'],
    answers: { 200: { description: 'The customer', schema: view } },
    refusals: ['CUSTOMER_NOT_FOUND'],
    async handle({ params: { customerId }, caller }) {
      const customer = owns(caller, customerId) ? await customers.find(customerId) : undefined;
      const since = customer && shownSince(customer, caller);
      if (!customer || since === undefined) return problem('CUSTOMER_NOT_FOUND');
      return { status: 200, body: masked(customer, { since, caller }) };
    },
  });

function masked(
  customer: Customer,
  { since, caller }: { since: number; caller: Caller },
): z.infer<typeof view> {
  const { customerId, tier, roles, kyc } = customer;
  return {
    customerId,
    tier,
    roles: roles.map(({ role }) => role),
    registeredAt: new Date(since).toISOString(),
    kyc: { ...kycView(kyc), ...(isOps(caller) && decisionView(kyc)) },
    identity: maskedIdentity(customer),
    ...restrictionView(customer),
  };
}

// Before the first role there is a registration, not yet a customer.
function shownSince({ roles, restriction }: Customer, caller: Caller): number | undefined {
  return restriction && !isOps(caller) ? undefined : roles[0]?.since;
}

function isOps({ role }: Caller): boolean {
  return role === 'ops' || role === 'ops-act';
}

function restrictionView({ restriction }: Customer): Pick<z.infer<typeof view>, 'restricted'> {
  if (!restriction) return {};
  const [since, until] = [new Date(restriction.since), new Date(restriction.until)];
  const dates = { since: since.toISOString(), until: until.toISOString() };
  return { restricted: { ...restriction, ...dates } };
}

function kycView(kyc: Kyc): z.infer<typeof view>['kyc'] {
  switch (kyc.status) {
    case 'BASIC':
      return { status: 'BASIC', reasons: kyc.refusal ? [kyc.refusal] : [] };
    case 'ASKING':
      return { status: 'KYC_PENDING', reasons: [] };
    case 'REVIEW':
      return { status: 'KYC_PENDING', reasons: [...kyc.reasons, ...(kyc.proven?.warnings ?? [])] };
    case 'PREMIUM':
    case 'REJECTED':
      return { status: kyc.status, reasons: [] };
  }
}

function decisionView(kyc: Kyc): Pick<z.infer<typeof view>['kyc'], 'decision'> {
  const ended = kyc.status === 'PREMIUM' || kyc.status === 'REJECTED' ? kyc.decision : undefined;
  if (!ended) return {};
  const { by, reason, at } = ended;
  return { decision: { by, reason, at: new Date(at).toISOString() } };
}
