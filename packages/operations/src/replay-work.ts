/** A replay that moves money is asked for by one operator and begun by another's approval. */
import {
  type Act,
  type Approval,
  type ApprovalMessage,
  approvalIdOf,
  type AuditRow,
  stepOf,
} from '@angkutan/approvals';
import { deadLettersOf, type Executor, type Work } from '@angkutan/messaging';
import {
  type ApprovalRows,
  createDesk,
  type Desk,
  loadApprovals,
  saveApprovals,
} from '@angkutan/operator-desk';
import type { Connection } from 'mongoose';
import { begun, type NewReplay, type Replay, replaysOf } from './replays.ts';

const REPLAY: string = 'REPLAY';

export interface ReplayAct extends Omit<NewReplay, '_id' | 'reason' | 'askedBy'> {
  readonly type: 'REPLAY';
}

interface State {
  readonly approvals: Map<string, Approval<ReplayAct>>;
  /** Which of the chosen messages are dead now. */
  readonly dead: ReadonlySet<string>;
  readonly audit: AuditRow[];
  readonly replays: Replay[];
}

interface Change {
  readonly approval: Approval<ReplayAct>;
  readonly audit: AuditRow;
}

/** `approvals` may hold acts of the service itself beside replays. */
export function replayDesk(
  connection: Connection,
  rows: ApprovalRows<ReplayAct>,
  executor: Executor,
): Desk<ReplayAct> {
  const work: Work<ApprovalMessage<ReplayAct>, State, Change> = {
    name: 'replays',
    async load(messages, tx) {
      const approvals = await loadApprovals(rows, messages.map(approvalIdOf), tx);
      const asked = messages.flatMap((one) => (one.type === 'ask' ? one.approval : []));
      const acts = [...asked, ...approvals.values()].map(({ act }) => act);
      const ids = acts.flatMap((act) => act.ids);
      const dead = await deadLettersOf(connection)
        .find({ _id: { $in: ids }, status: 'DEAD' }, { session: tx, projection: { _id: 1 } })
        .toArray();
      return {
        approvals,
        dead: new Set(dead.map(({ _id }) => _id)),
        audit: [],
        replays: [],
      };
    },
    decide(message, { approvals, dead }, { now }) {
      const id = approvalIdOf(message);
      const step = stepOf(message, approvals.get(id), {
        now,
        subjectOf: ({ ids }) => `${ids.length} dead letters`,
        unfit: ({ ids }) =>
          ids.some((one) => dead.has(one)) ? undefined : 'DEAD_LETTERS_NOT_DEAD',
      });
      if (step.type === 'refused') return { status: 'refused', code: step.code, detail: id };
      const changes = step.type === 'written' ? [step] : [];
      return { status: 'done', changes, publish: [] };
    },
    evolve({ approvals, audit, replays }, { approval, audit: row }) {
      approvals.set(approval.approvalId, approval);
      audit.push(row);
      if (approval.status !== 'DONE') return;
      const { approvalId: _id, reason, askedBy, act } = approval;
      const { ids, perSecond } = act;
      replays.push(begun({ _id, ids, perSecond, reason, askedBy }, row.at));
    },
    async save({ approvals, audit, replays }, tx) {
      await saveApprovals(rows, { approvals: [...approvals.values()], audit }, tx);
      if (replays.length > 0) await replaysOf(connection).insertMany(replays, { session: tx });
    },
  };
  return createDesk(rows, (message) => executor.execute(work, [message]));
}

/** One desk for the service's own acts and for replays: both wait in one list. */
export const joined = (
  replays: Desk<ReplayAct>,
  own: Pick<Desk<Act>, 'decide'> | undefined,
): Desk<ReplayAct> => ({
  ...replays,
  async decide(decision) {
    const approval = await replays.find(decision.approvalId);
    const isReplay = (approval?.act.type ?? REPLAY) === REPLAY;
    const desk = isReplay ? replays : (own ?? replays);
    return desk.decide(decision);
  },
});
