import type { Draft } from '@angkutan/events';
import { type Instruction, ready } from '@angkutan/instructions';
import { walletIdOf } from '@angkutan/ledger';
import type { Verdict } from '@angkutan/messaging';
import { type CashOut, type CashOutEvent, evolve } from './domain/cash-out.ts';
import { draftOf } from './domain/drafts.ts';
import type { Change } from './working-set.ts';

export const NOTHING: Verdict<Change> = { status: 'done', changes: [], publish: [] };

/** Where the money of a payout goes: out of the platform. */
const WORLD = 'world';

export interface Happening {
  readonly cashOutId: string;
  readonly before: CashOut | undefined;
  readonly at: Date;
}

/**
 * The events of one cash-out as changes, what each of them tells the platform, and the instruction
 * that a hold asks for: it is committed with the hold, before its first byte leaves.
 */
export function happened(
  { cashOutId, before, at }: Happening,
  events: readonly CashOutEvent[],
): Verdict<Change> {
  const changes: Change[] = [];
  const publish: Draft[] = [];
  let state = before;
  for (const event of events) {
    state = evolve(state, event, at);
    changes.push({ of: 'cash-out', cashOutId, event, at });
    if (event.type === 'HELD') changes.push({ of: 'instruction', instruction: payout(state, at) });
    const draft = draftOf(state, event);
    if (draft) publish.push(draft);
  }
  return { status: 'done', changes, publish };
}

const payout = (
  { cashOutId, customerId, role, destination, amount }: CashOut,
  now: Date,
): Instruction =>
  ready(
    {
      reference: cashOutId,
      requestId: cashOutId,
      purpose: destination.channel,
      from: walletIdOf(customerId, role),
      to: WORLD,
      amount,
    },
    now,
  );
