// Who leads. One document says who may publish and until when, by the database's clock alone
// (`$$NOW`): clocks of machines differ. The holder counts its own time from before it asked, so it
// always thinks its lease shorter than it is, and it sends nothing in the lease's last second: what
// is on its way then has that second to arrive before another leader begins.
import type { Connection } from 'mongoose';
import { LEASES } from './collections.ts';

export const LEASE_TTL_MS = 3_000;
const LAST_SECOND_MS = 1_000;

interface LeaseDocument {
  readonly _id: string;
  readonly holder: string;
  readonly until: Date;
}

export interface Lease {
  /** Takes or renews the lease; answers whether it is ours now. @throws MongoDB's errors */
  claim(): Promise<boolean>;
  /** Whether there is still time to begin a send. */
  maySend(): boolean;
  /** Gives it up, so that the next one need not wait. */
  release(): Promise<void>;
}

export function createLease(connection: Connection, name: string, holder: string): Lease {
  const leases = connection.collection<LeaseDocument>(LEASES);
  let sendUntil = 0;
  // One command, so that the database's clock alone compares. A lease that nobody has yet has no
  // `until`, which sorts before every date.
  const free = { $or: [{ $eq: ['$holder', holder] }, { $lt: ['$until', '$$NOW'] }] };
  const takeIfFree = [
    { $set: { free } },
    {
      $set: {
        holder: { $cond: ['$free', holder, '$holder'] },
        until: { $cond: ['$free', { $add: ['$$NOW', LEASE_TTL_MS] }, '$until'] },
      },
    },
    { $unset: 'free' },
  ];

  return {
    async claim() {
      const asked = performance.now();
      const lease = await leases.findOneAndUpdate({ _id: name }, takeIfFree, {
        upsert: true,
        returnDocument: 'after',
      });
      if (lease?.holder !== holder) {
        sendUntil = 0;
        return false;
      }
      sendUntil = asked + LEASE_TTL_MS - LAST_SECOND_MS;
      return true;
    },
    maySend: () => performance.now() < sendUntil,
    async release() {
      sendUntil = 0;
      await leases.deleteOne({ _id: name, holder });
    },
  };
}
