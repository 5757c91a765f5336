/** Money that waits for people, as a port of the HTTP side. PURE. */

/** Money that waits, of one top-up or refund. */
export interface SuspenseEntry {
  readonly id: string;
  /** Whose suspense it is; absent: money of a number that is nobody's. */
  readonly walletId?: string;
  readonly customerId?: string;
  readonly amount: bigint;
  readonly reason: string;
}

export interface SuspenseQueries {
  findSuspense(id: string): Promise<SuspenseEntry | undefined>;
  /** What waits, up to a limit. */
  listSuspense(limit: number): Promise<readonly SuspenseEntry[]>;
}
