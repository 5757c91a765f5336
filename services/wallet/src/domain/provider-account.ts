/** An account at KasPro as the ledger sees it, and what a posting moves on each. PURE. */
import { isPersonBook, type Place, placeOf, type Role } from '@angkutan/ledger';
import { bookOf } from './book-name.ts';

export type AccountKind = 'SUBSCRIBER' | 'MERCHANT';

export interface CustomerAccount {
  readonly place: 'customer';
  readonly customerId: string;
  readonly kind: AccountKind;
}
export interface CompanyAccount {
  readonly place: 'escrow' | 'corporate' | 'unclaimed';
}
/** A person's user wallet and driver's deposit share one account; a merchant's wallet has its own. */
export type ProviderAccount = CustomerAccount | CompanyAccount;

export const COMPANY_ACCOUNTS: readonly CompanyAccount[] = [
  { place: 'escrow' },
  { place: 'corporate' },
  { place: 'unclaimed' },
];

/** Names the account without its number: `escrow`, `customer/c-1/SUBSCRIBER`. */
export const accountKey = (account: ProviderAccount): string =>
  account.place === 'customer' ? customerKey(account.customerId, account.kind) : account.place;

/** The account that such a name is of; undefined when it is of none. */
export function accountOfKey(key: string): ProviderAccount | undefined {
  const company = COMPANY_ACCOUNTS.find(({ place }) => place === key);
  if (company) return company;
  const [, customerId, kind] = /^customer\/(.+)\/(SUBSCRIBER|MERCHANT)$/.exec(key) ?? [];
  if (customerId === undefined) return undefined;
  return { place: 'customer', customerId, kind: kind === 'MERCHANT' ? 'MERCHANT' : 'SUBSCRIBER' };
}

const customerKey = (customerId: string, kind: AccountKind): string =>
  `customer/${customerId}/${kind}`;

const ROLES_ON: Readonly<Record<AccountKind, readonly Role[]>> = {
  SUBSCRIBER: ['USER', 'DRIVER'],
  MERCHANT: ['MERCHANT'],
};

/** The wallets that lie, or may lie, on the customer's account. */
export const walletsOn = ({ customerId, kind }: CustomerAccount): string[] =>
  ROLES_ON[kind].map((role) => `${customerId}:${role.toLowerCase()}`);

/** A posting as the journal has it: `account` is `book/owner`. */
export interface JournalEntry {
  readonly reference: string;
  readonly requestId: string;
  readonly step: string;
  readonly at: Date;
  readonly legs: readonly { readonly account: string; readonly amount: bigint }[];
}

/** What a posting moves on one account at KasPro; what stays within the account is zero. */
export function movedOn(account: ProviderAccount, { legs }: JournalEntry): bigint {
  const key = accountKey(account);
  return legs
    .filter((leg) => keyOfLeg(leg.account) === key)
    .reduce((sum, { amount }) => sum + amount, 0n);
}

function keyOfLeg(account: string): string {
  const slash = account.indexOf('/');
  const book = bookOf(account.slice(0, slash));
  const place: Place = placeOf(book);
  if (place !== 'customer' || !isPersonBook(book)) return place;
  const walletId = account.slice(slash + 1);
  const colon = walletId.lastIndexOf(':');
  const kind = walletId.slice(colon + 1) === 'merchant' ? 'MERCHANT' : 'SUBSCRIBER';
  return customerKey(walletId.slice(0, colon), kind);
}
