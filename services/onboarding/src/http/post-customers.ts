import {
  type Caller,
  mobileNumber,
  type Problem,
  problem,
  type Reply,
  type Route,
  route,
  text,
  z,
} from '@angkutan/http';
import { accountTypeOf, type Customer, type Role } from '../domain/customer.ts';
import type { CustomerBook, FinishRegistration, Provider } from '../domain/ports.ts';
import type { Rejection } from '../domain/registration.ts';
import { retryAfter } from './retry-after.ts';
import { tokenHashOf } from './token-hash.ts';

const NAME_MAX = 100;

const consent = z
  .union([z.boolean(), z.string().regex(/^[A-Za-z0-9._-]{1,40}$/)])
  .meta({ description: 'true, or the version that was agreed to' });
// The pattern is said with the format, which alone would allow more than it is read by.
const email = z.email().max(254).meta({ pattern: z.regexes.email.source });
const body = z.strictObject({
  mobileNumber,
  name: text(NAME_MAX),
  email: email.optional(),
  role: z.enum(['USER', 'DRIVER', 'MERCHANT']),
  consents: z.strictObject({ terms: consent, privacy: consent }),
  verificationToken: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
});
const registered = z.object({
  customerId: z.string(),
  walletAccount: z.string(),
  tier: z.enum(['BASIC', 'PREMIUM']),
  roles: z.array(z.enum(['USER', 'DRIVER', 'MERCHANT'])),
});

export interface RegistrationParts {
  readonly customers: CustomerBook;
  readonly provider: Provider;
  readonly finish: FinishRegistration;
  readonly hashOf: (mobileNumber: string) => string;
}

/** Registers a person in a role. Repeating it goes on where it stopped; KasPro is asked once. */
export const postCustomers = (parts: RegistrationParts): Route =>
  route({
    method: 'post',
    path: '/v1/customers',
    operationId: 'registerCustomer',
    summary: 'Registers a proven number in a role, or a registered person in a further one',
    roles: ['service', 'customer', 'driver', 'merchant'],
    idempotent: true,
    body,
    answers: { 201: { description: 'Registered', schema: registered } },
    refusals: [
      'CUSTOMER_NOT_FOUND',
      'VERIFICATION_INVALID',
      'CUSTOMER_RESTRICTED',
      'CONSENTS_REQUIRED',
      'CONSENTS_OUTDATED',
      'ROLE_ALREADY_REGISTERED',
      'REGISTRATION_IN_PROGRESS',
      'REGISTRATION_REFUSED',
      'REGISTRATION_UNFINISHED',
      'REGISTRATION_UNAVAILABLE',
    ],
    async handle({ body: asked, caller, traceparent }) {
      const { customers, provider, hashOf } = parts;
      const phoneHash = hashOf(asked.mobileNumber);
      const { name, email, role, consents } = asked;
      const contact = email === undefined ? {} : { email };
      const waitMs = provider.waitMs('registration');
      const decision = await customers.change({
        type: 'Register',
        phoneHash,
        tokenHash: tokenHashOf(asked.verificationToken),
        identity: { mobileNumber: asked.mobileNumber, name, ...contact },
        role,
        consents,
        onlyFor: onlyFor(caller),
        canSend: waitMs === 0,
      });
      if (!decision.accepted) return refusedBy(decision.rejection, waitMs);
      const customer = await customers.findByPhone(phoneHash);
      if (!customer) throw new Error('AKT_CUSTOMER_UNKNOWN');
      return finished(parts, customer, { role, traceparent });
    },
  });

// A back end acts for everybody; a customer for itself, or for a number that is nobody's yet.
function onlyFor({ role, sub }: Caller): string | undefined {
  return role === 'service' ? undefined : sub;
}

function refusedBy(rejection: Rejection, waitMs: number): Problem {
  return rejection === 'REGISTRATION_UNAVAILABLE'
    ? problem(rejection, {}, retryAfter(waitMs))
    : problem(rejection);
}

async function finished(
  { finish, provider }: RegistrationParts,
  { customerId }: Customer,
  { role, traceparent }: { role: Role; traceparent: string },
): Promise<Reply | Problem> {
  const outcome = await finish(customerId, traceparent);
  if (outcome.status === 'refused') return problem('REGISTRATION_REFUSED');
  if (outcome.status === 'busy') {
    return problem('REGISTRATION_UNFINISHED', {}, retryAfter(outcome.retryAfterMs));
  }
  const { identity, tier, roles } = outcome.customer;
  const walletAccount = provider.accountOf(identity.mobileNumber, accountTypeOf(role));
  const names = roles.map((held) => held.role);
  // KasPro has refused it while another call looked on.
  if (!names.includes(role)) return problem('REGISTRATION_REFUSED');
  return { status: 201, body: { customerId, walletAccount, tier, roles: names } };
}
