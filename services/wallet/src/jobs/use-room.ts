/** Looks whether there is room again for what waits: a new month has begun, or another wallet made it. */
import type { Tell } from '../service-message.ts';

export interface UseRoomDeps {
  readonly tell: Tell;
  /** Customers of whom money waits for room, from this one on in order of their ids. */
  readonly waitingForRoom: (after: string, limit: number) => Promise<readonly string[]>;
}

const CUSTOMERS_PER_RUN = 200;

/** A job that goes through all of them, a group each time, and begins anew at the end. */
export function createUseRoom({ tell, waitingForRoom }: UseRoomDeps): () => Promise<boolean> {
  let after = '';
  return async () => {
    const customers = await waitingForRoom(after, CUSTOMERS_PER_RUN);
    await tell(customers.map((customerId) => ({ type: 'room', customerId })));
    const isMore = customers.length === CUSTOMERS_PER_RUN;
    after = isMore ? (customers.at(-1) ?? '') : '';
    return isMore;
  };
}
