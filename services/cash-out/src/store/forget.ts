import type { Rows } from './rows.ts';

/** Destroys the sealed beneficiary of every cash-out that ended before that moment; answers how many. */
export async function forgetEndedBefore({ cashOuts }: Rows, endedBefore: Date): Promise<number> {
  const { modifiedCount } = await cashOuts.updateMany(
    { endedAt: { $lt: endedBefore }, 'destination.sealedNumber': { $exists: true } },
    { $unset: { 'destination.sealedNumber': '', 'destination.sealedName': '' } },
  );
  return modifiedCount;
}
