import type { ClientSession } from 'mongoose';
import type { Command } from '../domain/commands.ts';
import type { Case } from '../domain/ride.ts';
import { walletKey } from '../domain/working-set.ts';
import { findCases, type Loaded, withPeople } from './load.ts';
import type { Rows } from './rows.ts';

/** Reads what commands touch: their cases first, since a tip's driver and a refund's payer are known from there. */
export async function loadForCommands(
  rows: Rows,
  commands: readonly Command[],
  tx: ClientSession,
): Promise<Loaded> {
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
