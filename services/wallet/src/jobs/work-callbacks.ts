/** Works off stored callbacks: a top-up credits the wallet that its number names, an end is told to who asked. */
import type { Logger } from '@angkutan/telemetry';
import type { CallbackStore, StoredCallback } from '../domain/callback.ts';
import { isReport } from '../domain/report.ts';
import type { ServiceMessage, Tell } from '../service-message.ts';

export type Report = (
  callbacks: readonly StoredCallback[],
) => Promise<readonly { readonly status: string }[]>;

export interface WorkCallbacksDeps {
  readonly callbacks: CallbackStore;
  readonly tell: Tell;
  /** Publishes what others asked for, and marks it as worked off. What could not be written comes again. */
  readonly report: Report;
  /** Finds the wallets that the phone hashes and roles name; absent where there is none (yet). */
  readonly walletsOf: (
    callbacks: readonly StoredCallback[],
  ) => Promise<ReadonlyMap<string, string>>;
  readonly logger: Logger;
  readonly now: () => Date;
  /** A top-up may overtake the registration; after this long its number is nobody's. */
  readonly unknownNumberWaitMs: number;
}

const CALLBACKS_PER_GROUP = 200;
const UNKNOWN_NUMBER_PAUSE_MS = 500;

/** Works off one group; answers whether there may be more. */
export async function workCallbacks(deps: WorkCallbacksDeps): Promise<boolean> {
  const now = deps.now();
  const due = await deps.callbacks.due(now, CALLBACKS_PER_GROUP);
  const topUps = due.filter((one) => one.type === 'TOP_UP' && one.outcome === 'SUCCESS');
  const reports = due.filter((one) => isReport(one));
  const others = due.filter((one) => !topUps.includes(one) && !reports.includes(one));
  await deps.callbacks.finish(idsOf(others), 'KEPT');
  if (reports.length > 0) await tellReports(deps, reports);
  if (topUps.length > 0) await credit(deps, topUps, now);
  return due.length === CALLBACKS_PER_GROUP;
}

async function tellReports(
  { report, logger }: WorkCallbacksDeps,
  reports: readonly StoredCallback[],
): Promise<void> {
  for (const [at, { status }] of (await report(reports)).entries()) {
    if (status === 'done' || status === 'unavailable') continue;
    logger.error({ code: 'AKT_REPORT_NOT_PUBLISHED', reference: reports[at]?._id }, status);
  }
}

async function credit(
  deps: WorkCallbacksDeps,
  topUps: readonly StoredCallback[],
  now: Date,
): Promise<void> {
  const wallets = await deps.walletsOf(topUps);
  const early = topUps.filter(
    (one) =>
      !wallets.has(one._id) && now.getTime() - one.receivedAt.getTime() < deps.unknownNumberWaitMs,
  );
  await deps.callbacks.putOff(idsOf(early), new Date(now.getTime() + UNKNOWN_NUMBER_PAUSE_MS));
  const ready = topUps.filter((one) => !early.includes(one));
  const messages = ready.map((one): ServiceMessage => asTopUp(one, wallets.get(one._id)));
  const results = await deps.tell(messages);
  const done = ready.filter((_one, at) => results[at]?.status === 'done');
  for (const [at, result] of results.entries()) {
    if (result.status === 'done') continue;
    deps.logger.error(
      { code: 'AKT_TOP_UP_NOT_CREDITED', reference: ready[at]?._id },
      result.status,
    );
  }
  await deps.callbacks.finish(idsOf(done), 'DONE');
}

const idsOf = (callbacks: readonly StoredCallback[]): string[] => callbacks.map((one) => one._id);

function asTopUp(callback: StoredCallback, walletId: string | undefined): ServiceMessage {
  const { providerReference, amount, channel = 'UNKNOWN' } = callback;
  const topUp = { providerReference, amount, channel, ...(walletId !== undefined && { walletId }) };
  return { type: 'top-up', topUp };
}
