/** The ledger against itself, read in one snapshot: sums, balances and holds (I1, I2), at any moment. */
import { inTransaction } from '@angkutan/mongo';
import type { Ground } from './ground.ts';

interface WalletRow {
  readonly _id: string;
  readonly available: bigint;
  readonly reserved: bigint;
  readonly escrowed: bigint;
  readonly due: bigint;
  readonly debt: bigint;
  readonly suspense: bigint;
  readonly debts: readonly { readonly collecting: bigint }[];
}

/** What a request that is not closed has set aside; each status has its own of these fields. */
interface OpenRequest {
  readonly _id: string;
  readonly status: string;
  readonly payer: string;
  readonly collecting?: bigint;
  readonly escrowed?: bigint;
  readonly rest?: bigint;
  readonly reserved?: bigint;
  readonly amount?: bigint;
  readonly fee?: bigint;
  readonly serviceFee?: bigint;
  readonly order?: { readonly amount: bigint };
}

interface Snapshot {
  readonly wallets: readonly WalletRow[];
  readonly platform: readonly { readonly _id: string; readonly balance: bigint }[];
  readonly open: readonly OpenRequest[];
  /** What the journal's legs add up to, by account. */
  readonly entries: ReadonlyMap<string, bigint>;
  readonly unbalanced: readonly { readonly _id: string }[];
}

/** Every breach in one snapshot, in words; none while money is on its way either. */
export async function ledgerBreaches(ground: Ground): Promise<readonly string[]> {
  const snapshot = await read(ground);
  return [...sums(snapshot), ...balances(snapshot), ...holds(snapshot)];
}

const read = ({ wallet, connection }: Ground): Promise<Snapshot> =>
  inTransaction(connection, async (session) => {
    const in1 = { session };
    const wallets = await wallet.collection<WalletRow>('wallets').find({}, in1).toArray();
    const platform = await wallet
      .collection<{ _id: string; balance: bigint }>('platform')
      .find({}, in1)
      .toArray();
    const open = await wallet
      .collection<OpenRequest>('requests')
      .find({ status: { $ne: 'CLOSED' } }, in1)
      .toArray();
    const journal = wallet.collection<{ _id: string }>('journal');
    const entries = await journal
      .aggregate<{ _id: string; sum: bigint }>(
        [{ $unwind: '$legs' }, { $group: { _id: '$legs.account', sum: { $sum: '$legs.amount' } } }],
        in1,
      )
      .toArray();
    const unbalanced = await journal
      .find({ $expr: { $ne: [{ $sum: '$legs.amount' }, 0] } }, in1)
      .toArray();
    const sumOf = new Map(entries.map(({ _id, sum }) => [_id, BigInt(sum)]));
    return { wallets, platform, open, entries: sumOf, unbalanced };
  });

function sums({ wallets, platform, unbalanced }: Snapshot): string[] {
  const people = wallets.flatMap((one) => Object.values(booksOf(one)));
  const all = [...people, ...platform.map(({ balance }) => balance)].reduce((a, b) => a + b, 0n);
  return [
    ...unbalanced.map(({ _id }) => `I1: the legs of ${_id} do not sum to zero`),
    ...(all === 0n ? [] : [`I1: all accounts sum to ${all}`]),
  ];
}

const booksOf = (one: WalletRow) => ({
  wallet: one.available + one.reserved,
  escrowed: one.escrowed,
  due: one.due,
  debt: one.debt,
  suspense: one.suspense,
});

function balances({ wallets, platform, entries }: Snapshot): string[] {
  const stored = new Map(platform.map(({ _id, balance }) => [_id, balance]));
  for (const one of wallets) {
    for (const [book, balance] of Object.entries(booksOf(one))) {
      stored.set(`${book}/${one._id}`, balance);
    }
  }
  const accounts = new Set([...stored.keys(), ...entries.keys()]);
  const differing = [...accounts].filter(
    (account) => (stored.get(account) ?? 0n) !== (entries.get(account) ?? 0n),
  );
  const belowZero = wallets.filter((one) =>
    [one.available, one.reserved, one.escrowed, one.due, one.suspense].some((sum) => sum < 0n),
  );
  return [
    ...differing.map(
      (account) =>
        `I2: ${account} has ${stored.get(account)}, its entries sum to ${entries.get(account)}`,
    ),
    ...belowZero.map(({ _id }) => `I2: ${_id} is below zero`),
  ];
}

/** What lies aside in a wallet is what its open requests, and the debts being collected, have set aside. */
function holds({ wallets, open }: Snapshot): string[] {
  return wallets.flatMap((one) => {
    const own = open.filter(({ payer }) => payer === one._id);
    const collecting = one.debts.reduce((sum, debt) => sum + debt.collecting, 0n);
    const reserved = own.reduce((sum, request) => sum + reservedFor(request), collecting);
    const escrowed = own.reduce((sum, request) => sum + escrowedFor(request), 0n);
    return reserved === one.reserved && escrowed === one.escrowed
      ? []
      : [
          `I2: ${one._id} holds ${one.reserved} + ${one.escrowed}, its open holds are ${reserved} + ${escrowed}`,
        ];
  });
}

const whole = ({ amount = 0n, fee = 0n }: OpenRequest): bigint => amount + fee;

/** What a wallet has set aside for a request, by its status. */
const RESERVED: Readonly<Record<string, (request: OpenRequest) => bigint>> = {
  COLLECTING: ({ collecting = 0n }) => collecting,
  MOVING: ({ order }) => order?.amount ?? 0n,
  RESERVED: whole,
  // What the fees differ by is on its way: from the wallet, or, when KasPro's is higher, to it, and nothing is booked yet.
  SETTLING: (request) => {
    const { fee = 0n, serviceFee = 0n } = request;
    return fee >= serviceFee ? fee - serviceFee : whole(request);
  },
  LATE: ({ reserved = 0n }) => reserved,
};

const reservedFor = (request: OpenRequest): bigint => RESERVED[request.status]?.(request) ?? 0n;

function escrowedFor({ status, escrowed = 0n, rest = 0n }: OpenRequest): bigint {
  if (status === 'COLLECTING' || status === 'HELD') return escrowed;
  return status === 'PAYING' || status === 'RETURNING' ? rest : 0n;
}
