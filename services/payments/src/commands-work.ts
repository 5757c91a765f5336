import type { Work } from '@angkutan/messaging';
import type { ClientSession } from 'mongoose';
import { doneWith } from './consumers/verdict.ts';
import { type Command, decideCommand } from './domain/commands.ts';
import type { Case } from './domain/ride.ts';
import { applyChange, caseOf, type Change, walletKey, walletsOf } from './domain/working-set.ts';
import { findCases, type Loaded, withPeople } from './store/load.ts';
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
    load(
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

async function load(rows: Rows, commands: readonly Command[], tx: ClientSession): Promise<Loaded> {
  const cases = await findCases(rows, [...new Set(commands.map(({ caseId }) => caseId))], tx);
  const wallets = commands.flatMap((command) => walletsFor(command, cases.get(command.caseId)));
  const customers = commands.flatMap((one) => (one.type === 'SEND_MONEY' ? [one.payerId] : []));
  const touched = { wallets: new Set(wallets), customers: new Set(customers) };
  return await withPeople(rows, cases, touched, tx);
}

/** The wallets that a command is about; a tip's and a refund's are known from what they are for. */
function walletsFor(command: Command, state: Case | undefined): string[] {
  switch (command.type) {
    case 'SEND_MONEY':
      return usersOf([command.payerId, command.payeeId]);
    case 'TIP': {
      const driverId = state?.ride?.outcome?.driverId;
      const driver = driverId === undefined ? [] : [walletKey(driverId, 'DRIVER')];
      return [...usersOf([command.payerId]), ...driver];
    }
    case 'REFUND':
      return usersOf((state?.payments ?? []).map(({ payerId }) => payerId));
  }
}

const usersOf = (customerIds: readonly (string | undefined)[]): string[] =>
  customerIds.flatMap((id) => (id === undefined ? [] : [walletKey(id, 'USER')]));
