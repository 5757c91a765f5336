/** Our books and instructions against what KasPro has done, line by line and call by call (I5, I6). */
import type { Person } from '@angkutan/local';
import type { Ground } from './ground.ts';

interface Movement {
  readonly reference: string;
  readonly partnerReference: string | null;
  readonly amount: number;
}
interface JournalRow {
  readonly _id: string;
  readonly step: string;
  readonly legs: readonly { readonly account: string; readonly amount: bigint }[];
}

/** An account at KasPro, and which accounts of the ledger lie on it. */
interface Side {
  readonly account: string;
  readonly liesThere: (ledgerAccount: string) => boolean;
}

const ON_ESCROW = ['escrowed', 'due', 'debt', 'commission', 'promotion', 'float'];
const ON_CORPORATE = ['corporate', 'fees'];

const sideOf = ({ account, customerId, role }: Person): Side => {
  const wallets = (role === 'MERCHANT' ? ['merchant'] : ['user', 'driver']).flatMap((one) =>
    ['wallet', 'suspense'].map((book) => `${book}/${customerId}:${one}`),
  );
  return { account, liesThere: (one) => wallets.includes(one) };
};
const bookIn = (books: readonly string[]) => (account: string) =>
  books.includes(account.slice(0, account.indexOf('/')));

/** Lines of these people's accounts, and of the company's own, that one side has and the other has not so. */
export async function differingLines(ground: Ground, people: readonly Person[]): Promise<string[]> {
  const { escrow, corporate } = ground.kaspro.accounts;
  const sides: readonly Side[] = [
    ...people.map(sideOf),
    { account: escrow, liesThere: bookIn(ON_ESCROW) },
    { account: corporate, liesThere: bookIn(ON_CORPORATE) },
  ];
  const rows = await ground.wallet.collection<JournalRow>('journal').find().toArray();
  const found = await Promise.all(sides.map((side) => differing(ground, side, rows)));
  return found.flat();
}

async function differing(
  ground: Ground,
  { account, liesThere }: Side,
  rows: readonly JournalRow[],
): Promise<string[]> {
  const { movements } = await ground.sandbox<{ movements: readonly Movement[] }>(
    `accounts/${account}`,
  );
  const ours = new Map<string, bigint>();
  for (const row of rows) {
    const own = row.legs.filter((leg) => liesThere(leg.account));
    const sum = own.reduce((all, leg) => all + leg.amount, 0n);
    if (sum !== 0n) add(ours, keyOf(row), sum);
  }
  const theirs = new Map<string, bigint>();
  for (const { partnerReference, reference, amount } of movements) {
    const key = ours.has(reference) ? reference : (partnerReference ?? reference);
    add(theirs, key, BigInt(amount));
  }
  return [...new Set([...theirs.keys(), ...ours.keys()])]
    .filter((key) => (theirs.get(key) ?? 0n) !== (ours.get(key) ?? 0n))
    .map((key) => `I5: ${account}, ${key}: ledger ${ours.get(key)}, KasPro ${theirs.get(key)}`);
}

const add = (sums: Map<string, bigint>, key: string, amount: bigint): void =>
  void sums.set(key, (sums.get(key) ?? 0n) + amount);

/** The name that KasPro's line of a posting has: ours of a transfer, KasPro's of what it did by itself or paid out. */
function keyOf({ _id, step }: JournalRow): string {
  const last = _id.slice(_id.lastIndexOf('/') + 1);
  switch (step) {
    case 'OPENING':
    case 'TOP_UP':
    case 'PAY_OUT':
      return last;
    case 'REVERSAL':
      return `RV-${last}`;
    default:
      return _id;
  }
}

interface InstructionRow {
  readonly _id: string;
  readonly status: string;
  readonly sentAt: Date;
}

const EFFECTS: Readonly<Record<string, number>> = { CONFIRMED: 1, REJECTED: 0, REPLACED: 0 };

/** Per reference sent since then: KasPro did it once if it is confirmed, and never if it is not. */
export async function wrongEffects(ground: Ground, since: Date): Promise<string[]> {
  const breaches: string[] = [];
  for (const row of await instructions(ground, { sentAt: { $gte: since } })) {
    const { effects } = await ground.sandbox<{ effects: number }>(
      `calls?partnerReference=${encodeURIComponent(row._id)}`,
    );
    if (effects === EFFECTS[row.status]) continue;
    breaches.push(`I6: KasPro did ${row._id} ${effects} times, and it is ${row.status}`);
  }
  return breaches;
}

const OPEN = ['READY', 'SENDING', 'IN_PROCESS', 'UNKNOWN', 'MANUAL'];

/** Transfers that have not ended, beside those that had not then (I4). */
export async function openTransfers(
  ground: Ground,
  before: ReadonlySet<string>,
): Promise<string[]> {
  const rows = await instructions(ground, { status: { $in: OPEN } });
  return rows
    .filter(({ _id }) => !before.has(_id))
    .map(({ _id, status }) => `I4: ${_id} is ${status}`);
}

export async function openReferences(ground: Ground): Promise<ReadonlySet<string>> {
  const rows = await instructions(ground, { status: { $in: OPEN } });
  return new Set(rows.map(({ _id }) => _id));
}

async function instructions({ databases }: Ground, filter: object): Promise<InstructionRow[]> {
  const found = [...databases.values()].map((database) =>
    database.collection<InstructionRow>('instructions').find(filter).toArray(),
  );
  return (await Promise.all(found)).flat();
}
