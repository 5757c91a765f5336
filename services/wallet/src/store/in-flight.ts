/** What is not final yet: differences about it are no breaks. */
import { PERSON_BOOKS, placeOf } from '@angkutan/ledger';
import type { mongo } from 'mongoose';
import { bookOf } from '../domain/book-name.ts';
import {
  accountKey,
  type CompanyAccount,
  type CustomerAccount,
  walletsOn,
} from '../domain/provider-account.ts';
import type { InFlight } from '../domain/reconciling.ts';
import type { Rows } from './rows.ts';

interface InstructionRow {
  readonly _id: string;
  readonly status: string;
  readonly from: string;
  readonly to: string;
  readonly sentAt?: Date;
}
interface CallbackRow {
  readonly _id: string;
  readonly providerReference: string;
  readonly state: string;
  readonly phoneHash?: string;
}

const OPEN = ['READY', 'SENDING', 'IN_PROCESS', 'UNKNOWN', 'MANUAL'];
const SET_ASIDE = ['RESERVED', 'SETTLING'] as const;

export function createInFlight(rows: Rows, db: mongo.Db): InFlight {
  const instructions = db.collection<InstructionRow>('instructions');
  const callbacks = db.collection<CallbackRow>('callbacks');
  const sources = { rows, instructions, callbacks };
  return {
    async keysOf(keys) {
      const asked = namesOf(keys, 'p/');
      const reported = namesOf(keys, 'r/').map((name) => `TOP_UP/${name}`);
      const reversed = namesOf(keys, 'r/').map((name) => `TOP_UP_REVERSAL/${name}`);
      const open = await instructions
        .find({ _id: { $in: asked }, status: { $in: OPEN } })
        .toArray();
      const requests = await rows.requests
        .find({
          _id: { $in: asked.map((name) => requestOf(name)) },
          status: { $in: [...SET_ASIDE] },
        })
        .toArray();
      const told = await callbacks
        .find({ _id: { $in: [...reported, ...reversed] }, state: 'NEW' })
        .toArray();
      const waiting = new Set(requests.map((row) => row._id));
      return new Set([
        ...open.map((row) => `p/${row._id}`),
        ...asked.filter((name) => waiting.has(requestOf(name))).map((name) => `p/${name}`),
        ...told.map((row) => `r/${row.providerReference}`),
      ]);
    },
    async sentAt(references) {
      const found = await instructions.find({ _id: { $in: [...references] } }).toArray();
      return new Map(found.flatMap(({ _id, sentAt }) => (sentAt ? [[_id, sentAt] as const] : [])));
    },
    async quietBalances(accounts) {
      const customers = accounts.filter((one) => one.place === 'customer');
      const quiet = await quietCustomers(sources, customers);
      for (const account of accounts) {
        if (account.place === 'customer' || (await isMoving(sources, account))) continue;
        quiet.set(accountKey(account), await lyingAt(rows, account.place));
      }
      return quiet;
    },
  };
}

interface Sources {
  readonly rows: Rows;
  readonly instructions: mongo.Collection<InstructionRow>;
  readonly callbacks: mongo.Collection<CallbackRow>;
}

async function isMoving(
  { instructions, callbacks }: Sources,
  { place }: CompanyAccount,
): Promise<boolean> {
  const parties = [{ from: place }, { to: place }];
  return (
    (await instructions.findOne({ status: { $in: OPEN }, $or: parties })) !== null ||
    (await callbacks.findOne({ state: 'NEW' })) !== null
  );
}

/** However many they are: one query of each kind of row. */
async function quietCustomers(
  { rows, instructions, callbacks }: Sources,
  accounts: readonly CustomerAccount[],
): Promise<Map<string, bigint>> {
  const walletIds = accounts.flatMap(walletsOn);
  if (walletIds.length === 0) return new Map();
  const wallets = await rows.wallets.find({ _id: { $in: walletIds } }).toArray();
  const hashes = wallets.map((wallet) => wallet.phoneHash);
  const parties = [{ from: { $in: walletIds } }, { to: { $in: walletIds } }];
  const open = await instructions
    .find({ status: { $in: OPEN }, $or: parties }, { projection: { from: 1, to: 1 } })
    .toArray();
  const told = await callbacks
    .find({ state: 'NEW', phoneHash: { $in: hashes } }, { projection: { phoneHash: 1 } })
    .toArray();
  const moving = new Set<string | undefined>([
    ...open.flatMap(({ from, to }) => [from, to]),
    ...told.map(({ phoneHash }) => phoneHash),
    ...wallets.filter(({ reserved }) => reserved !== 0n).map(({ _id }) => _id),
  ]);
  const quiet = new Map<string, bigint>();
  for (const account of accounts) {
    const ids = walletsOn(account);
    const own = wallets.filter(({ _id }) => ids.includes(_id));
    const signs = [...ids, ...own.map(({ phoneHash }) => phoneHash)];
    if (signs.some((sign) => moving.has(sign))) continue;
    quiet.set(
      accountKey(account),
      own.reduce((sum, { available, suspense }) => sum + available + suspense, 0n),
    );
  }
  return quiet;
}

/** By the ledger, what lies on an account of the company. */
async function lyingAt(rows: Rows, place: CompanyAccount['place']): Promise<bigint> {
  const shards = await rows.platform.find().toArray();
  const companys = shards
    .filter(({ _id }) => placeOf(bookOf(_id.slice(0, _id.indexOf('/')))) === place)
    .reduce((sum, { balance }) => sum + balance, 0n);
  const fields = PERSON_BOOKS.filter((book) => placeOf(book) === place);
  if (fields.length === 0) return companys;
  const [people] = await rows.wallets
    .aggregate<{ sum: bigint }>([
      { $group: { _id: null, sum: { $sum: { $add: fields.map((field) => `$${field}`) } } } },
    ])
    .toArray();
  return companys + BigInt(people?.sum ?? 0);
}

const namesOf = (keys: readonly string[], kind: 'p/' | 'r/'): string[] =>
  keys.filter((key) => key.startsWith(kind)).map((key) => key.slice(kind.length));

/** A payout's reference names its request; payments adds which order of a QRIS payment it is, and which attempt. */
const requestOf = (name: string): string => name.replace(/~\d+$/, '').replace(/\.q\d+$/, '');
