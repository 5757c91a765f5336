/** How people’s acts reach the wallet, as ports of the HTTP side. PURE. */
import type { Approval, NewApproval } from './approval.ts';

/** Money that waits, of one top-up or refund. */
export interface SuspenseEntry {
  readonly id: string;
  /** Whose suspense it is; absent: money of a number that is nobody's. */
  readonly walletId?: string;
  readonly customerId?: string;
  readonly amount: bigint;
  readonly reason: string;
}

/** Each answers the code of a problem when the act is refused. */
export interface Acting {
  ask(approval: NewApproval): Promise<string | undefined>;
  approve(approvalId: string, by: string): Promise<string | undefined>;
}

export interface ActQueries {
  findSuspense(id: string): Promise<SuspenseEntry | undefined>;
  /** What waits, up to a limit. */
  listSuspense(limit: number): Promise<readonly SuspenseEntry[]>;
  /** Why an approved act could no longer be done. */
  refusalOf(approvalId: string): Promise<string | undefined>;
  /** Approvals that wait for a second person, oldest first. */
  waitingApprovals(limit: number): Promise<readonly Approval[]>;
}
