/** Our side of a reconciliation: what the journal has moved on an account at KasPro, and under which keys. */
import {
  accountKey,
  type JournalEntry,
  movedOn,
  type ProviderAccount,
  walletsOn,
} from '../domain/provider-account.ts';
import type { OurLine } from '../domain/reconciliation.ts';
import type { OurLines } from '../domain/reconciling.ts';
import { breakIdOf } from './break-id.ts';
import type { ReconciliationRows } from './reconciliation-rows.ts';
import type { JournalRow, Rows } from './rows.ts';

type Stores = Pick<Rows, 'journal' | 'topUps' | 'approvals'> & Pick<ReconciliationRows, 'breaks'>;

export const createOurLines = (stores: Stores): OurLines => ({
  between: async (account, { from, to }) => {
    const at = { $gte: from, $lt: to };
    const own =
      account.place === 'customer' ? { 'legs.account': { $in: legAccounts(account) } } : {};
    return await linesOf(stores, account, stores.journal.find({ ...own, at }));
  },
  withKeys: async (account, keys) => {
    const ids = keys.flatMap((key) => referencesOf(accountKey(account), key));
    return await linesOf(stores, account, stores.journal.find({ _id: { $in: ids } }));
  },
});

const legAccounts = (account: Extract<ProviderAccount, { place: 'customer' }>): string[] =>
  walletsOn(account).flatMap((walletId) => [`wallet/${walletId}`, `suspense/${walletId}`]);

/** Under which references the journal would have what KasPro knows by this key. */
function referencesOf(account: string, key: string): string[] {
  const name = key.slice(2);
  const named = key.startsWith('p/')
    ? [name, `PAY_OUT/${name}`]
    : [`TOP_UP/${name}`, `PAY_OUT/${name}`, `OPENING/float/${name}`, `OPENING/corporate/${name}`];
  return [...named, correctionOf(breakIdOf(account, key))];
}

export const correctionOf = (breakId: string): string => `CORRECTION/${breakId}`;

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
      return [names.get(reference) ?? reference];
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
  const breaks = ids('CORRECTION', ({ reference }) => reference.slice('CORRECTION/'.length));
  for (const { _id, key } of await stores.breaks.find({ _id: { $in: breaks } }).toArray()) {
    names.set(correctionOf(_id), key);
  }
  return names;
}
