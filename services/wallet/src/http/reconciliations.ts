/** Asking for a day's reconciliation, and reading its report. */
import { problem, type Route, route, z } from '@angkutan/http';
import { dayOf } from '../domain/jakarta-day.ts';
import type { Breaks, Reports } from '../domain/reconciling.ts';
import { breakSchema, viewOf } from './break-view.ts';

const BREAKS_SHOWN_MAX = 500;

const day = z.iso.date().meta({ description: 'A day in Asia/Jakarta' });
const count = z.int().min(0);
const report = z.object({
  date: day,
  status: z.enum(['REQUESTED', 'RUNNING', 'DONE']),
  requestedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
  accounts: count,
  unread: z.array(z.string()).meta({ description: 'Accounts whose statement could not be read' }),
  matched: count,
  late: count.meta({ description: 'Of those matched: posted by us on another day' }),
  inFlight: count.meta({ description: 'Not final yet, and no breaks' }),
  missingHere: count,
  missingThere: count,
  different: count,
  duplicate: count,
  balance: count,
  breaks: z
    .array(breakSchema)
    .meta({ description: 'At most 500 breaks of the day, with those that have ended' }),
});

export interface ReconciliationParts {
  readonly reports: Reports;
  readonly breaks: Pick<Breaks, 'ofDay'>;
  readonly wake: () => void;
  readonly now: () => Date;
}

export const postReconciliations = ({ reports, wake, now }: ReconciliationParts): Route =>
  route({
    method: 'post',
    path: '/v1/reconciliations',
    operationId: 'reconcile',
    summary: 'Asks for a day to be reconciled, again if need be; without a day: today so far',
    roles: ['ops', 'ops-act'],
    idempotent: true,
    body: z.strictObject({ date: day.optional() }),
    answers: {
      202: {
        description: 'It will be',
        schema: z.object({ date: day, status: z.literal('REQUESTED') }),
      },
    },
    refusals: ['DATE_IN_FUTURE'],
    async handle({ body, caller }) {
      const today = dayOf(now());
      const date = body.date ?? today;
      if (date > today) return problem('DATE_IN_FUTURE');
      await reports.request(date, caller.sub, now());
      wake();
      return { status: 202, body: { date, status: 'REQUESTED' } };
    },
  });

export const getReconciliation = ({ reports, breaks, now }: ReconciliationParts): Route =>
  route({
    method: 'get',
    path: '/v1/reconciliations/{date}',
    operationId: 'getReconciliation',
    summary: 'What a day’s reconciliation found, and its breaks',
    roles: ['ops', 'ops-act'],
    params: z.strictObject({ date: day }),
    answers: { 200: { description: 'The report', schema: report } },
    refusals: ['RECONCILIATION_NOT_FOUND'],
    async handle({ params: { date } }) {
      const found = await reports.find(date);
      if (!found) return problem('RECONCILIATION_NOT_FOUND');
      const { status, requestedAt, endedAt, accounts, unread, differences } = found;
      const { matched, late, inFlight } = found;
      const ofDay = await breaks.ofDay(date, BREAKS_SHOWN_MAX);
      return {
        status: 200,
        body: {
          date,
          status,
          requestedAt: requestedAt.toISOString(),
          ...(endedAt && { endedAt: endedAt.toISOString() }),
          accounts,
          unread,
          matched,
          late,
          inFlight,
          missingHere: differences.MISSING_HERE,
          missingThere: differences.MISSING_THERE,
          different: differences.DIFFERENT_AMOUNT,
          duplicate: differences.DUPLICATE,
          balance: differences.BALANCE,
          breaks: ofDay.map((one) => viewOf(one, now())),
        },
      };
    },
  });
