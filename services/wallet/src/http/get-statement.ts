import { owns, problem, type Reply, type Route, route, z } from '@angkutan/http';
import type { Role } from '@angkutan/ledger';
import { type Rupiah, ZERO } from '@angkutan/money';
import { stringify } from 'csv-stringify/sync';
import { lastNumberAt, type StatementLine, type StatementLines } from '../domain/statement.ts';
import type { Wallet } from '../domain/wallet.ts';

const PAGE_DEFAULT = 50;
const PAGE_MAX = 500;

const rupiah = z.int().describe('Whole rupiah');
const moment = z.iso.datetime({ offset: true });
const query = z.strictObject({
  role: z.enum(['USER', 'DRIVER', 'MERCHANT']).optional(),
  from: moment.optional().describe('Lines after this moment'),
  to: moment.optional().describe('Lines up to and with this moment; without it, up to now'),
  cursor: z
    .string()
    .regex(/^[1-9][0-9]{0,14}$/)
    .optional()
    .describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT),
});
const line = z.strictObject({
  number: z.int().describe('1 for the wallet’s first line, without a gap'),
  at: moment,
  step: z.string().describe('What happened, such as TOP_UP, HOLD, PAY_DUE'),
  requestId: z.string().describe('The payment, cash-out or top-up that it belongs to'),
  reference: z.string(),
  amount: rupiah.describe('What the balance changed by; negative is money that left'),
  balance: rupiah.describe('The balance after it, reserved money included'),
});
const statement = z
  .strictObject({
    walletId: z.string(),
    openingBalance: rupiah.describe('At `from`'),
    closingBalance: rupiah.describe('At `to`'),
    lines: z.array(line).describe('Newest first'),
    nextCursor: z.string().optional().describe('Absent on the last page'),
  })
  .openapi('Statement');

export interface StatementParts {
  readonly find: (customerId: string, role?: Role) => Promise<Wallet | undefined>;
  readonly lines: StatementLines;
}

/** A page never changes once it is read: lines are only ever added, after the newest. */
export const getStatement = ({ find, lines }: StatementParts): Route =>
  route({
    method: 'get',
    path: '/v1/wallets/{customerId}/statement',
    operationId: 'getStatement',
    summary: 'Every change of a wallet’s balance, newest first; as CSV where text/csv is accepted',
    roles: ['customer', 'driver', 'merchant', 'service', 'ops', 'ops-act'],
    query,
    answers: { 200: { description: 'The statement', schema: statement, csv: true } },
    refusals: ['WALLET_NOT_FOUND'],
    async handle({ params: { customerId }, query: asked, caller, headers }) {
      const wallet = owns(caller, customerId) ? await find(customerId, asked.role) : undefined;
      if (!wallet) return problem('WALLET_NOT_FOUND');
      const page = await readPage(lines, wallet, asked);
      return headers.accept?.includes('text/csv') ? csvOf(page) : jsonOf(wallet, page);
    },
  });

interface Page {
  readonly openingBalance: Rupiah;
  readonly closingBalance: Rupiah;
  readonly lines: readonly StatementLine[];
  readonly nextCursor?: string;
}

async function readPage(
  lines: StatementLines,
  wallet: Wallet,
  { from, to, cursor, limit }: z.infer<typeof query>,
): Promise<Page> {
  const first = from === undefined ? 0 : await lastNumberAt(lines, wallet, new Date(from));
  const last = to === undefined ? wallet.entries : await lastNumberAt(lines, wallet, new Date(to));
  const top = cursor === undefined ? last : Math.min(last, Number(cursor));
  const bottom = Math.max(first, top - limit);
  const found = top > bottom ? await lines.range(wallet.walletId, bottom + 1, top) : [];
  const balanceAt = async (number: number): Promise<Rupiah> =>
    (await lines.range(wallet.walletId, number, number))[0]?.balance ?? ZERO;
  return {
    openingBalance: await balanceAt(first),
    closingBalance: await balanceAt(last),
    lines: found.toReversed(),
    ...(bottom > first && { nextCursor: `${bottom}` }),
  };
}

const jsonOf = ({ walletId }: Wallet, { lines, ...page }: Page): Reply => ({
  status: 200,
  body: { walletId, ...page, lines: lines.map(rowOf) },
});

const rowOf = ({ number, at, step, requestId, reference, amount, balance }: StatementLine) => ({
  number,
  at: at.toISOString(),
  step,
  requestId,
  reference,
  amount,
  balance,
});

const COLUMNS = ['number', 'at', 'step', 'requestId', 'reference', 'amount', 'balance'];

/** Spreadsheets run what starts with = + - @: ids are text that somebody else chose, amounts are numbers. */
function csvOf({ lines, nextCursor }: Page): Reply {
  const body = stringify(lines.map(rowOf), {
    header: true,
    columns: COLUMNS,
    escape_formulas: true,
    cast: { bigint: (value) => ({ value: `${value}`, escape_formulas: false }) },
  });
  const next = nextCursor === undefined ? {} : { Link: `<?cursor=${nextCursor}>; rel="next"` };
  return { status: 200, headers: { 'Content-Type': 'text/csv; charset=utf-8', ...next }, body };
}
