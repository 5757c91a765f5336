/** Which lines of KasPro's are of transfers that had ended here without the money: refused, or sent anew. */
import { randomUUID } from 'node:crypto';
import type { mongo } from 'mongoose';
import { lateRequestId } from '../domain/late-transfer.ts';
import type { Difference } from '../domain/reconciliation.ts';
import { nameOf } from '../domain/resolve-break.ts';
import type { ServiceMessage } from '../service-message.ts';
import type { Rows } from './rows.ts';

interface InstructionRow {
  readonly _id: string;
  readonly status: string;
  readonly amount: bigint;
}

const LET_GO = ['REJECTED', 'REPLACED'];

export const createLateFound =
  (rows: Pick<Rows, 'requests'>, db: mongo.Db, now: () => Date) =>
  async (found: readonly Difference[]): Promise<ServiceMessage[]> => {
    const names = found.map((one) => nameOf(one.key));
    const ended = await db
      .collection<InstructionRow>('instructions')
      .find({ _id: { $in: names }, status: { $in: LET_GO } })
      .toArray();
    const released = await rows.requests
      .find({ _id: { $in: names.map((name) => firstAttempt(name)) }, outcome: 'RELEASED' })
      .toArray();
    const paidOut = new Set(released.filter((one) => PAID_OUT.has(one.kind)).map((one) => one._id));
    const own = ended.filter(({ _id, amount }) =>
      found.some((one) => nameOf(one.key) === _id && size(one.theirs) === amount),
    );
    return [
      ...own.map(
        (one) => ({ type: 'signal', reference: one._id, signal: { type: 'ok' } }) as const,
      ),
      ...found
        .filter((one) => one.theirs < 0n && paidOut.has(firstAttempt(nameOf(one.key))))
        .map((one) => lateSuccess(firstAttempt(nameOf(one.key)), -one.theirs, now())),
    ];
  };

/** The request that holds a late success of this reference: a payout's own, or one of a transfer of ours. */
export async function lateRequestOf(
  { requests }: Pick<Rows, 'requests'>,
  reference: string,
): Promise<string | undefined> {
  const ids = [reference, lateRequestId(reference)];
  return (await requests.findOne({ _id: { $in: ids }, status: 'LATE' }))?._id;
}

/** Requests whose money other services send. */
const PAID_OUT: ReadonlySet<string> = new Set(['CASH_OUT', 'QRIS']);

const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

const firstAttempt = (name: string): string => name.replace(/~\d+$/, '');

const lateSuccess = (requestId: string, amount: bigint, at: Date): ServiceMessage => ({
  type: 'event',
  event: {
    type: 'LateSuccessReported',
    data: { eventId: randomUUID(), occurredAt: at.getTime(), requestId, amount },
  },
});
