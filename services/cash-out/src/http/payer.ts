import { type Caller, type Problem, problem } from '@angkutan/http';
import type { Role } from '@angkutan/ledger';

/** Whose wallet pays. */
export interface Payer {
  readonly customerId: string;
  readonly role: Role;
}

const OWN_ROLES: Readonly<Partial<Record<Caller['role'], Role>>> = {
  customer: 'USER',
  driver: 'DRIVER',
  merchant: 'MERCHANT',
};

interface Named {
  readonly customerId?: string | undefined;
  readonly role?: Role | undefined;
}

/**
 * A person pays from the wallet of the role in which they call; a service names whose wallet it is.
 * Somebody else's wallet does not exist for a person.
 */
export function payerOf({ sub, role: calling }: Caller, named: Named): Payer | Problem {
  const own = OWN_ROLES[calling];
  if (own === undefined) {
    const { customerId, role = 'USER' } = named;
    return customerId === undefined ? problem('CUSTOMER_REQUIRED') : { customerId, role };
  }
  const { customerId = sub, role = own } = named;
  if (customerId !== sub || role !== own) return problem('WALLET_NOT_FOUND');
  return { customerId, role };
}
