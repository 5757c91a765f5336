/** Every accepted request is final (I4). */
import type { Ground } from './ground.ts';

interface Payment {
  readonly _id: string;
  readonly status: string;
}

/** Payments and cash-outs begun since then that have not ended; what is owed is an end, too. */
export async function unfinished({ databases }: Ground, since: Date): Promise<string[]> {
  const open = async (service: string, collection: string, statuses: readonly string[]) =>
    (await databases
      .get(service)
      ?.collection<Payment>(collection)
      .find({ status: { $in: [...statuses] }, 'timeline.0.at': { $gte: since } })
      .toArray()) ?? [];
  const found = [
    ...(await open('payments', 'payments', ['REQUESTED', 'HELD'])),
    ...(await open('cash-out', 'cash-outs', ['REQUESTED', 'HELD', 'IN_PROCESS'])),
  ];
  return found.map(({ _id, status }) => `I4: ${_id} is ${status}`);
}
