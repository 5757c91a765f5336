/** What is not final yet: differences about it are no breaks. */
import { PERSON_BOOKS, placeOf } from '@angkutan/ledger';
import type { mongo } from 'mongoose';
import { bookOf } from '../domain/book-name.ts';
import { type CompanyAccount, walletsOn } from '../domain/provider-account.ts';
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
    async quietBalance(account) {
      if (account.place !== 'customer') {
        const parties = [{ from: account.place }, { to: account.place }];
        const moving =
          (await instructions.findOne({ status: { $in: OPEN }, $or: parties })) !== null ||
          (await callbacks.findOne({ state: 'NEW' })) !== null;
        return moving ? undefined : await lyingAt(rows, account.place);
      }
      const walletIds = walletsOn(account);
      const wallets = await rows.wallets.find({ _id: { $in: walletIds } }).toArray();
      const isSetAside = wallets.some((wallet) => wallet.reserved !== 0n);
      const hashes = wallets.map((wallet) => wallet.phoneHash);
      const parties = [{ from: { $in: walletIds } }, { to: { $in: walletIds } }];
      const moving =
        isSetAside ||
        (await instructions.findOne({ status: { $in: OPEN }, $or: parties })) !== null ||
        (await callbacks.findOne({ state: 'NEW', phoneHash: { $in: hashes } })) !== null;
      if (moving) return undefined;
      return wallets.reduce((sum, one) => sum + one.available + one.suspense, 0n);
    },
  };
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
