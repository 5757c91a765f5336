/** The rows behind every figure of the books. */
import { type Route, route, text, z } from '@angkutan/http';
import { ROLES } from '@angkutan/ledger';
import { BOOKS, type Entry, type LedgerRows } from '../domain/ledger-view.ts';

const PAGE_DEFAULT = 100;
const PAGE_MAX = 500;
const NAME_MAX = 200;

const rupiah = z.int().meta({ description: 'Whole rupiah' });
const limit = z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT);
const next = z.string().optional().meta({ description: '`cursor` of the next page' });
const asked = z.strictObject({
  book: z.enum(BOOKS).describe('Such as wallet, escrowed, commission'),
  role: z.enum(ROLES).optional(),
  tier: z.enum(['BASIC', 'PREMIUM']).optional(),
  cursor: text(NAME_MAX).optional(),
  limit,
});
const accounts = z.object({
  accounts: z.array(
    z.object({
      account: z.string().meta({ description: 'As legs of postings name it' }),
      customerId: z.string().optional(),
      role: z.string().optional(),
      tier: z.string().optional(),
      balance: rupiah,
    }),
  ),
  nextCursor: next,
});

export const getAccounts = (rows: Pick<LedgerRows, 'accounts'>): Route =>
  route({
    method: 'get',
    path: '/v1/ledger/accounts',
    operationId: 'getAccounts',
    summary: 'The accounts of a book that have a balance: the rows behind its sum',
    roles: ['ops', 'ops-act'],
    query: asked,
    answers: { 200: { description: 'A page of accounts, by name', schema: accounts } },
    async handle({ query: { cursor, ...wanted } }) {
      const found = await rows.accounts({ ...wanted, after: cursor });
      const last = found.length === wanted.limit ? found.at(-1)?.account : undefined;
      return { status: 200, body: { accounts: found, ...(last && { nextCursor: last }) } };
    },
  });

const CURSOR = /^(\d{1,15})~(.+)$/;
const wanted = z.strictObject({
  account: text(NAME_MAX).optional().describe('`book/owner`, such as wallet/c-1:user'),
  date: z.iso.date().optional().describe('A day in Asia/Jakarta'),
  hour: z.coerce.number().int().min(0).max(23).optional().describe('Of the date'),
  kind: text(NAME_MAX).optional().describe('Of payment, as the volume names it'),
  step: text(NAME_MAX).optional().describe('Such as CAPTURE, PAY_OUT'),
  cursor: z.string().regex(CURSOR).max(NAME_MAX).optional(),
  limit,
});
const entries = z.object({
  entries: z.array(
    z.object({
      reference: z.string(),
      requestId: z.string(),
      kind: z.string().meta({ description: 'Of the payment; without one, the step' }),
      step: z.string(),
      at: z.iso.datetime(),
      legs: z.array(z.object({ account: z.string(), amount: rupiah })),
    }),
  ),
  nextCursor: next,
});

export const getEntries = (rows: Pick<LedgerRows, 'entries'>): Route =>
  route({
    method: 'get',
    path: '/v1/ledger/entries',
    operationId: 'getEntries',
    summary: 'Postings, newest first: of an account, a day or hour, a kind of payment, a step',
    roles: ['ops', 'ops-act'],
    query: wanted,
    answers: { 200: { description: 'A page of postings', schema: entries } },
    async handle({ query: { cursor, ...about } }) {
      const found = await rows.entries({ ...about, before: placeOf(cursor) });
      const last = found.length === about.limit ? found.at(-1) : undefined;
      return {
        status: 200,
        body: {
          entries: found.map((one) => viewOf(one)),
          ...(last && { nextCursor: `${last.at.getTime()}~${last.reference}` }),
        },
      };
    },
  });

function placeOf(cursor = ''): { at: Date; reference: string } | undefined {
  const [, at, reference] = CURSOR.exec(cursor) ?? [];
  return reference === undefined ? undefined : { at: new Date(Number(at)), reference };
}

const viewOf = ({ at, ...entry }: Entry): object => ({ ...entry, at: at.toISOString() });
