import { owns, problem, type Route, route, z } from '@angkutan/http';
import type { Customer } from '../domain/customer.ts';
import { maskEmail, maskMobileNumber, maskName } from '../domain/mask.ts';
import type { CustomerBook } from '../domain/ports.ts';

const view = z.object({
  customerId: z.string(),
  tier: z.enum(['BASIC', 'PREMIUM']),
  roles: z.array(z.enum(['USER', 'DRIVER', 'MERCHANT'])),
  registeredAt: z.iso.datetime(),
  identity: z
    .object({ mobileNumber: z.string(), name: z.string(), email: z.string().optional() })
    .meta({ description: 'Masked' }),
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
      const since = customer?.roles[0]?.since;
      // Before the first role there is a registration, not yet a customer.
      if (!customer || since === undefined) return problem('CUSTOMER_NOT_FOUND');
      return { status: 200, body: masked(customer, since) };
    },
  });

function masked({ customerId, tier, roles, identity }: Customer, since: number): object {
  const { mobileNumber, name, email } = identity;
  return {
    customerId,
    tier,
    roles: roles.map(({ role }) => role),
    registeredAt: new Date(since).toISOString(),
    identity: {
      mobileNumber: maskMobileNumber(mobileNumber),
      name: maskName(name),
      ...(email === undefined ? {} : { email: maskEmail(email) }),
    },
  };
}
