/** Credits top-ups to the wallets that their numbers name, and takes back what a store reversed. */
import { type Logger, traceFields } from '@angkutan/telemetry';
import type { CallbackStore, Payee, StoredCallback } from '../domain/callback.ts';
import type { ServiceMessage, Tell } from '../service-message.ts';

export interface CreditTopUpsDeps {
  readonly callbacks: CallbackStore;
  readonly tell: Tell;
  /** Whose the money is, by the phone hashes and roles of the callbacks; absent where nobody is known (yet). */
  readonly payeesOf: (callbacks: readonly StoredCallback[]) => Promise<ReadonlyMap<string, Payee>>;
  readonly logger: Logger;
  readonly now: () => Date;
  /** A top-up may overtake the registration; after this long its number is nobody's. */
  readonly unknownNumberWaitMs: number;
}

const PAUSE_MS = 500;

/** Works off top-ups and their reversals in one group: a reversal that came first waits for its top-up in the ledger. */
export async function creditTopUps(
  deps: CreditTopUpsDeps,
  incoming: readonly StoredCallback[],
): Promise<void> {
  const payees = await deps.payeesOf(incoming.filter((one) => one.type === 'TOP_UP'));
  const early = incoming.filter((one) => isEarly(deps, one, payees.get(one._id)));
  const ready = incoming.filter((one) => !early.includes(one));
  const results = await deps.tell(ready.map((one) => asMessage(one, payees.get(one._id))));
  const at = (status: string): StoredCallback[] =>
    ready.filter((_one, index) => results[index]?.status === status);
  const pause = new Date(deps.now().getTime() + PAUSE_MS);
  await deps.callbacks.putOff(idsOf([...early, ...at('wait')]), pause);
  await deps.callbacks.finish(idsOf(at('done')), 'DONE');
  for (const [index, { status }] of results.entries()) {
    if (status === 'done' || status === 'wait') continue;
    const { _id: reference, traceparent } = ready[index] ?? {};
    const about = { code: 'AKT_TOP_UP_NOT_CREDITED', reference, ...traceFields(traceparent) };
    deps.logger.error(about, status);
  }
}

/** The wallet that the number names may be about to be opened. */
function isEarly(
  { now, unknownNumberWaitMs }: CreditTopUpsDeps,
  { type, receivedAt }: StoredCallback,
  payee: Payee | undefined,
): boolean {
  if (type !== 'TOP_UP' || (payee && !payee.roleUnknown)) return false;
  return now().getTime() - receivedAt.getTime() < unknownNumberWaitMs;
}

export const idsOf = (callbacks: readonly StoredCallback[]): string[] =>
  callbacks.map((one) => one._id);

function asMessage(callback: StoredCallback, payee: Payee | undefined): ServiceMessage {
  const { type, providerReference, amount, channel = 'UNKNOWN' } = callback;
  const { originalProviderReference: originalReference = '', traceparent } = callback;
  const trace = traceparent === undefined ? {} : { traceparent };
  return type === 'TOP_UP'
    ? { type: 'top-up', topUp: { providerReference, amount, channel, ...payee }, ...trace }
    : { type: 'reversal', reversal: { providerReference, originalReference, amount }, ...trace };
}
