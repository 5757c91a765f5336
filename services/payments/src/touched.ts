import type { Act } from './domain/act.ts';
import type { Command } from './domain/commands.ts';
import type { Case } from './domain/ride.ts';
import { type Touched, walletKey } from './working-set.ts';

/** What a command touches that it names itself. */
export function touchedByCommand(command: Command): Touched {
  const { caseId } = command;
  switch (command.type) {
    case 'SEND_MONEY':
      return {
        caseId,
        parties: true,
        wallets: usersOf([command.payerId, command.payeeId]),
        customers: [command.payerId],
      };
    case 'TIP':
    case 'PAY_QRIS':
      return { caseId, parties: true, wallets: usersOf([command.payerId]) };
    case 'REFUND':
      return { caseId, parties: true };
  }
}

/** What an operator's act touches, when it is asked for and when it is approved. */
export const touchedByAct = (act: Act): Touched =>
  act.type === 'REFUND' ? touchedByCommand(act) : { instructions: [act.reference] };

/** The wallets that are known only from what a command is for: a tip's driver, a refund's payer. */
export function partiesOf({ ride, payments }: Case): readonly string[] {
  const { driverId } = ride?.outcome ?? {};
  const driver = driverId === undefined ? [] : [walletKey(driverId, 'DRIVER')];
  return [...driver, ...usersOf(payments.map((one) => one.payerId))];
}

const usersOf = (customerIds: readonly (string | undefined)[]): string[] =>
  customerIds.flatMap((id) => (id === undefined ? [] : [walletKey(id, 'USER')]));
