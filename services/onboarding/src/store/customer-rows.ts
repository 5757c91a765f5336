import type { Customer } from '../domain/customer.ts';
import type { IdentityVault, SealedIdentity } from './identity-vault.ts';
import type { CustomerRow } from './rows.ts';

/** A customer as the row has it; the one place that maps it. */
export function toCustomer(row: CustomerRow, vault: IdentityVault): Customer {
  const { _id, phoneHash, identity, tier, roles, accounts, registration } = row;
  return {
    customerId: _id,
    phoneHash,
    identity: vault.open(_id, identity),
    tier,
    accounts,
    roles: roles.map((role) => ({ ...role, since: role.since.getTime() })),
    ...(registration && {
      registration: { ...registration, since: registration.since.getTime() },
    }),
  };
}

export function toRow(customer: Customer, identity: SealedIdentity): CustomerRow {
  const { customerId, phoneHash, tier, roles, accounts, registration } = customer;
  return {
    _id: customerId,
    phoneHash,
    identity,
    tier,
    accounts,
    roles: roles.map((role) => ({ ...role, since: new Date(role.since) })),
    ...(registration && { registration: { ...registration, since: new Date(registration.since) } }),
  };
}
