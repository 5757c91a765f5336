import { accountOf, REFUSALS } from '@angkutan/kaspro';
import type { Movement } from '../book.ts';
import { success, type ProviderEndpoint } from './provider-call.ts';
import { queryOf } from './read-body.ts';
import { refusal, UnreadableCall } from './refusal.ts';

/** `GET /transaction-status/?partnerReference=`: a P2P transfer is done or was never known; the others have a life. */
export const status: ProviderEndpoint = ({ query }, { state }) => {
  const partnerReference = queryOf(query, 'partnerReference');
  const transaction = state.transactions.ofPartner(partnerReference);
  if (transaction) {
    const { reffId, status: now, account, amount } = transaction;
    return success({ reffId, status: now, account, amount: String(amount) });
  }
  const moves = state.book.movesOf(partnerReference);
  if (!moves) return NOT_FOUND;
  const { reference, account, amount } = moves;
  return success({ reffId: reference, status: 'SUCCESS', account, amount: String(amount) });
};

export const NOT_FOUND = success({ reffId: '', status: 'NOT_FOUND', account: '', amount: '0' });

/** `GET /statement/?account=&from=&to=`: rows with `from` ≤ occurredAt < `to`, oldest first. */
export const statement: ProviderEndpoint = ({ query }, { state }) => {
  const account = state.book.account(queryOf(query, 'account'));
  if (!account) return refusal(REFUSALS.CUSTOMER_NOT_FOUND);
  const from = momentOf(queryOf(query, 'from'));
  const to = momentOf(queryOf(query, 'to'));
  const rows = account.movements.filter(({ occurredAt }) => occurredAt >= from && occurredAt < to);
  return success(rows.map(asRow));
};

// Moments of one spelling compare as text, which a long statement is glad of.
function momentOf(text: string): string {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) throw new UnreadableCall('from and to are RFC 3339');
  return moment.toISOString();
}

const asRow = (movement: Movement) => ({
  reference: movement.reference,
  partnerReference: movement.partnerReference,
  account: movement.account,
  amount: movement.amount,
  balanceAfter: movement.balanceAfter,
  occurredAt: movement.occurredAt,
});

/** `GET /customer-account-inquiry/?mobileNumber=`: the subscriber's account, else the merchant's. */
export const accountInquiry: ProviderEndpoint = ({ query }, { state }) => {
  const mobileNumber = queryOf(query, 'mobileNumber');
  const account =
    state.book.account(accountOf('SUBSCRIBER', mobileNumber)) ??
    state.book.account(accountOf('MERCHANT', mobileNumber));
  if (!account) return refusal(REFUSALS.CUSTOMER_NOT_FOUND);
  return success({
    fullName: account.name,
    accountStatus: 'ACTIVE',
    customerType: account.kind,
    kycStatus: account.premium ? 'PREMIUM' : 'BASIC',
    balance: {
      pocketId: account.pocketId,
      availableBalance: String(account.balance - account.reserved),
    },
  });
};
