import type { Customer } from '../domain/customer.ts';
import { NO_KYC } from '../domain/kyc.ts';
import type { IdentityVault, SealedIdentity } from './identity-vault.ts';
import { toKyc } from './kyc-rows.ts';
import type { CustomerRow } from './rows.ts';

/** A customer as the row has it; the one place that maps it. */
export function toCustomer(row: CustomerRow, vault: IdentityVault): Customer {
  const { _id, phoneHash, identity, tier, roles, accounts, registration, kyc } = row;
  const restriction = restrictionOf(row, vault);
  return {
    customerId: _id,
    phoneHash,
    identity: vault.open(_id, identity),
    tier,
    accounts,
    kyc: kyc ? toKyc(kyc, vault.fieldsOf(_id, identity)) : NO_KYC,
    roles: roles.map((role) => ({ ...role, since: role.since.getTime() })),
    ...(registration && {
      registration: { ...registration, since: registration.since.getTime() },
    }),
    ...(restriction && { restriction }),
  };
}

function restrictionOf({ _id, identity, restriction }: CustomerRow, vault: IdentityVault) {
  if (!restriction) return undefined;
  const { since, until, actor, reason } = restriction;
  const opened = vault.fieldsOf(_id, identity).open('restriction.reason', reason);
  return { since: since.getTime(), until: until.getTime(), actor, reason: opened };
}

/** What the registration of a customer never changes, as it lies at rest. */
export type Kept = Pick<CustomerRow, 'kyc' | 'restriction'> & { readonly identity: SealedIdentity };

export function toRow(customer: Customer, { identity, kyc, restriction }: Kept): CustomerRow {
  const { customerId, phoneHash, tier, roles, accounts, registration } = customer;
  return {
    _id: customerId,
    phoneHash,
    identity,
    tier,
    accounts,
    roles: roles.map((role) => ({ ...role, since: new Date(role.since) })),
    ...(registration && { registration: { ...registration, since: new Date(registration.since) } }),
    ...(kyc && { kyc }),
    ...(restriction && { restriction }),
  };
}
