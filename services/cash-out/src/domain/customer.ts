import type { Role } from '@angkutan/ledger';

/** What is known here of a customer; each fact comes by its own event, in any order across topics. */
export interface Customer {
  readonly customerId: string;
  /** BASIC or PREMIUM; unknown until the registration is heard of. */
  readonly tier?: string;
  /** The KasPro account of each role as onboarding sealed it, base64. Only the gateway opens it. */
  readonly accounts: Readonly<Partial<Record<Role, string>>>;
  /** The roles whose wallets are open. */
  readonly wallets: readonly Role[];
}

export const newCustomer = (customerId: string): Customer => ({
  customerId,
  accounts: {},
  wallets: [],
});

/** Whether this customer has a wallet of that role, and we know its account. */
export const hasWallet = (customer: Customer | undefined, role: Role): customer is Customer =>
  customer !== undefined &&
  customer.wallets.includes(role) &&
  customer.accounts[role] !== undefined;

export const registered = (
  customer: Customer,
  { role, tier, account }: { readonly role: Role; readonly tier: string; readonly account: string },
): Customer => ({ ...customer, tier, accounts: { ...customer.accounts, [role]: account } });

export const walletOpened = (customer: Customer, role: Role): Customer =>
  customer.wallets.includes(role)
    ? customer
    : { ...customer, wallets: [...customer.wallets, role] };
