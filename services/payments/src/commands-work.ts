import type { Work } from '@angkutan/messaging';
import { doneWith } from './consumers/verdict.ts';
import type { Command } from './domain/commands.ts';
import { decideCommand } from './domain/decide-command.ts';
import { applyChange, caseOf, type Change, walletsOf } from './domain/working-set.ts';
import type { Loaded } from './store/load.ts';
import { loadForCommands } from './store/load-for-commands.ts';
import type { Rows } from './store/rows.ts';
import { saveWorkingSet } from './store/save.ts';

/** What people and services ask by HTTP, decided and written like events: on the same cases, in the same way. */
/** A command, and the trace that it belongs to. */
export interface AskedCommand {
  readonly command: Command;
  readonly traceparent: string;
}

export const createCommandsWork = (rows: Rows): Work<AskedCommand, Loaded, Change> => ({
  name: 'payment commands',
  load: (asked, tx) =>
    loadForCommands(
      rows,
      asked.map(({ command }) => command),
      tx,
    ),
  decide({ command }, set, { now }) {
    const state = caseOf(set, command.caseId);
    const tierOf = (customerId: string) => set.customers.get(customerId)?.tier;
    const decision = decideCommand(command, state, { walletOf: walletsOf(set), tierOf, now });
    return decision.accepted
      ? doneWith(decision.events, state, now)
      : { status: 'refused', code: decision.refusal, detail: '' };
  },
  evolve: applyChange,
  save: (set, tx) => saveWorkingSet(rows, set, tx),
});
