/** Works off stored callbacks: a top-up credits the wallet that its number names, an end is told to who asked. */
import { traceFields } from '@angkutan/telemetry';
import { endsNothing, isIncoming, type StoredCallback } from '../domain/callback.ts';
import { isReport } from '../domain/report.ts';
import { creditTopUps, type CreditTopUpsDeps, idsOf } from './credit-top-ups.ts';

export type Report = (
  callbacks: readonly StoredCallback[],
) => Promise<readonly { readonly status: string }[]>;

export interface WorkCallbacksDeps extends CreditTopUpsDeps {
  /** Publishes what others asked for, and marks it as worked off. What could not be written comes again. */
  readonly report: Report;
}

const CALLBACKS_PER_GROUP = 200;

/** Works off one group; answers whether there may be more. */
export async function workCallbacks(deps: WorkCallbacksDeps): Promise<boolean> {
  const due = await deps.callbacks.due(deps.now(), CALLBACKS_PER_GROUP);
  const incoming = due.filter((one) => isIncoming(one));
  const reports = due.filter((one) => isReport(one));
  const ended = due.filter((one) => endsNothing(one));
  const known = new Set([...incoming, ...reports, ...ended]);
  await deps.callbacks.finish(idsOf(ended), 'DONE');
  await keep(
    deps,
    due.filter((one) => !known.has(one)),
  );
  if (reports.length > 0) await tellReports(deps, reports);
  if (incoming.length > 0) await creditTopUps(deps, incoming);
  return due.length === CALLBACKS_PER_GROUP;
}

/** What cannot be understood is kept for people; at the next start it is looked at again. */
async function keep(
  { callbacks, logger }: WorkCallbacksDeps,
  unclear: readonly StoredCallback[],
): Promise<void> {
  for (const { _id: reference, code, traceparent } of unclear) {
    const about = { code: 'AKT_CALLBACK_UNCLEAR', reference, ...traceFields(traceparent) };
    logger.error(about, `KasPro’s code is ${code}`);
  }
  await callbacks.finish(idsOf(unclear), 'KEPT');
}

async function tellReports(
  { report, logger }: WorkCallbacksDeps,
  reports: readonly StoredCallback[],
): Promise<void> {
  for (const [at, { status }] of (await report(reports)).entries()) {
    if (status === 'done' || status === 'unavailable') continue;
    const { _id: reference, traceparent } = reports[at] ?? {};
    const about = { code: 'AKT_REPORT_NOT_PUBLISHED', reference, ...traceFields(traceparent) };
    logger.error(about, status);
  }
}
