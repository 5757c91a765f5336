/** Our side of a reconciliation: what the journal has moved on an account at KasPro, and under which keys. */
import {
  accountKey,
  type JournalEntry,
  movedOn,
  type ProviderAccount,
  walletsOn,
} from '../domain/provider-account.ts';
import type { ClientSession } from 'mongoose';
import type { OurLine } from '../domain/reconciliation.ts';
import type { OurLines } from '../domain/reconciling.ts';
import { breakIdOf } from './break-id.ts';
import type { JournalRow, Rows } from './rows.ts';

type Stores = Pick<Rows, 'journal' | 'topUps' | 'approvals' | 'breaks'>;

export const createOurLines = (stores: Stores): OurLines => ({
  between: async (account, { from, to }) => {
    const at = { $gte: from, $lt: to };
    const own =
      account.place === 'customer' ? { 'legs.account': { $in: legAccounts(account) } } : {};
    return await linesOf(stores, account, stores.journal.find({ ...own, at }));
  },
  withKeys: (account, keys) => linesWithKeys(stores, account, keys),
});

/** With a session: as its transaction sees the journal. */
export async function linesWithKeys(
  stores: Stores,
  account: ProviderAccount,
  keys: readonly string[],
  session?: ClientSession,
): Promise<OurLine[]> {
  const ids = [
    ...keys.flatMap((key) => referencesOf(key)),
    ...(await namedElsewhere(stores, keys)),
  ];
  const breakIds = keys.map((key) => breakIdOf(accountKey(account), key));
  const corrections = { requestId: { $in: breakIds }, step: 'CORRECTION' };
  const payOuts = { requestId: { $in: requestsOf(keys) }, step: 'PAY_OUT' };
  const filter = { $or: [{ _id: { $in: ids } }, payOuts, corrections] };
  return await linesOf(stores, account, stores.journal.find(filter, session && { session }));
}

const legAccounts = (account: Extract<ProviderAccount, { place: 'customer' }>): string[] =>
  walletsOn(account).flatMap((walletId) => [`wallet/${walletId}`, `suspense/${walletId}`]);

/** Under which references the journal would have what KasPro knows by this key. */
function referencesOf(key: string): string[] {
  const name = key.slice(2);
  return key.startsWith('p/')
    ? [name]
    : [`TOP_UP/${name}`, `PAY_OUT/${name}`, `OPENING/float/${name}`, `OPENING/corporate/${name}`];
}

/** A payout stands in the journal under KasPro's name of it; a later attempt is about the same request. */
const requestsOf = (keys: readonly string[]): string[] =>
  keys.filter((key) => key.startsWith('p/')).map((key) => key.slice(2).replace(/~\d+$/, ''));

/** Reversals and returns stand in the journal under the top-up's name; KasPro's own are kept beside. */
async function namedElsewhere(stores: Stores, keys: readonly string[]): Promise<string[]> {
  const names = keys.filter((key) => key.startsWith('r/')).map((key) => key.slice(2));
  if (names.length === 0) return [];
  const reversed = await stores.topUps
    .find({ 'reversal.providerReference': { $in: names } })
    .toArray();
  const returned = await stores.approvals
    .find({ 'act.outsideReference': { $in: names } })
    .toArray();
  return [
    ...reversed.map((row) => `REVERSAL/${row._id}`),
    ...returned.flatMap(({ act }) =>
      act.type === 'RETURN_SUSPENSE' ? [`RETURN/${act.suspenseId}`] : [],
    ),
  ];
}

/** Only what lies on the account is kept of a company's whole day. */
async function linesOf(
  stores: Stores,
  account: ProviderAccount,
  rows: AsyncIterable<JournalRow>,
): Promise<OurLine[]> {
  const moved: { entry: JournalEntry; amount: bigint }[] = [];
  for await (const { _id: reference, ...row } of rows) {
    const amount = movedOn(account, { ...row, reference });
    if (amount !== 0n) moved.push({ entry: { ...row, reference }, amount });
  }
  const names = await namesOf(
    stores,
    moved.map(({ entry }) => entry),
  );
  return moved.map(({ entry, amount }): OurLine => ({
    reference: entry.reference,
    keys: keysOf(entry, names),
    amount,
    at: entry.at,
    ...(entry.step === 'CORRECTION' && { isCorrection: true }),
  }));
}

type Names = ReadonlyMap<string, string>;

function keysOf(
  { reference, requestId, step }: JournalEntry,
  names: Names,
): readonly [string, ...string[]] {
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  switch (step) {
    case 'OPENING':
    case 'TOP_UP':
      return [`r/${name}`];
    case 'PAY_OUT':
      return [`p/${requestId}`, `r/${name}`];
    case 'REVERSAL':
    case 'RETURN_TO_SENDER':
      return [`r/${names.get(reference) ?? name}`];
    case 'CORRECTION':
      return [names.get(requestId) ?? reference];
    default:
      return [`p/${reference}`];
  }
}

/** Names that only other records have: KasPro's of a reversal or a return, the key of a corrected break. */
async function namesOf(stores: Stores, entries: readonly JournalEntry[]): Promise<Names> {
  const names = new Map<string, string>();
  const ids = (step: string, of: (entry: JournalEntry) => string): string[] =>
    entries.filter((entry) => entry.step === step).map((entry) => of(entry));
  const originals = ids('REVERSAL', ({ reference }) => reference.slice('REVERSAL/'.length));
  for (const row of await stores.topUps.find({ _id: { $in: originals } }).toArray()) {
    if ('reversal' in row) names.set(`REVERSAL/${row._id}`, row.reversal.providerReference);
  }
  const approvals = ids('RETURN_TO_SENDER', ({ requestId }) => requestId);
  for (const { act } of await stores.approvals.find({ _id: { $in: approvals } }).toArray()) {
    if (act.type === 'RETURN_SUSPENSE') names.set(`RETURN/${act.suspenseId}`, act.outsideReference);
  }
  const breaks = ids('CORRECTION', ({ requestId }) => requestId);
  for (const { _id, key } of await stores.breaks.find({ _id: { $in: breaks } }).toArray()) {
    names.set(_id, key);
  }
  return names;
}
