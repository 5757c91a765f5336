/** What an operator sees and does of every service. */
import type { Act } from '@angkutan/approvals';
import type { Route } from '@angkutan/http';
import type { Executor } from '@angkutan/messaging';
import { approvalRoutes, type Desk, openApprovalRows } from '@angkutan/operator-desk';
import { getAudit } from './get-audit.ts';
import { getCauses } from './get-causes.ts';
import { getFailure, getFailures } from './get-failures.ts';
import { getOperations } from './get-operations.ts';
import { getParked, getParkedKey } from './get-parked.ts';
import { getReplay, getReplays, postCancellations } from './get-replays.ts';
import { getStory } from './get-story.ts';
import type { Operated } from './operated.ts';
import { postHolds, postReleases } from './post-holds.ts';
import { postNotes } from './post-notes.ts';
import { postParkedReleases } from './post-parked-releases.ts';
import { postPreviews } from './post-previews.ts';
import { postDrops, postReplays } from './post-replays.ts';
import { postRestarts } from './post-restarts.ts';
import { postSweeps } from './post-sweeps.ts';
import { joined, type ReplayAct, replayDesk } from './replay-work.ts';
import { carryOn } from './replays.ts';

export { record } from './audit.ts';
export type { Operated, OperatedConsumer, StoryStep } from './operated.ts';
export { OPERATIONS_PROBLEMS } from './problems.ts';
export { sharedReading } from './shared-reading.ts';

/** How acts of operators that move money are decided in a service. */
export interface Acts {
  /** The service's own acts; without it, replays are all that waits for a second person. */
  readonly desk?: Pick<Desk<Act>, 'decide'>;
  /** Why the service's own acts can turn out undoable. */
  readonly refusals?: readonly string[];
}

export interface Operations {
  readonly routes: readonly Route[];
  /** Carries replays on; to be run every second. */
  readonly carryOn: () => Promise<boolean>;
}

/** `acts`: absent where nothing that the service does moves money. */
export async function createOperations(
  operated: Operated,
  executor: Executor,
  acts?: Acts,
): Promise<Operations> {
  const { connection } = operated;
  const rows = await openApprovalRows<ReplayAct>(connection);
  const desk = acts && joined(replayDesk(connection, rows, executor), acts.desk);
  const parts = { ...operated, rows, desk };
  const sweep = operated.instructions?.sweep;
  const refusals = ['DEAD_LETTERS_NOT_DEAD', ...(acts?.refusals ?? [])];
  return {
    carryOn: () => carryOn(connection, () => new Date()),
    routes: [
      getOperations(operated),
      getStory(operated),
      getCauses(parts),
      postNotes(parts),
      getFailures(operated),
      getFailure(operated),
      getParked(operated),
      getParkedKey(operated),
      postParkedReleases(parts),
      postPreviews(operated),
      postReplays(parts),
      postDrops(parts),
      getReplays(parts),
      getReplay(parts),
      postCancellations(parts),
      postHolds(parts),
      postReleases(parts),
      postRestarts(parts),
      ...(sweep ? [postSweeps({ ...parts, sweep })] : []),
      getAudit(parts),
      ...(desk ? approvalRoutes(desk, { refusals }) : []),
    ],
  };
}
