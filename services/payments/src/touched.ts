import type { Command } from './domain/commands.ts';
import type { Case } from './domain/ride.ts';
import type { ServiceMessage } from './service-message.ts';
import { type Touched, walletKey } from './working-set.ts';

/** What a command touches that it names itself. */
export function touchedByCommand(command: Command): Touched {
  const { caseId } = command;
  switch (command.type) {
    case 'SEND_MONEY':
      return {
        caseId,
        wallets: usersOf([command.payerId, command.payeeId]),
        customers: [command.payerId],
      };
    case 'TIP':
    case 'PAY_QRIS':
      return { caseId, wallets: usersOf([command.payerId]) };
    case 'REFUND':
      return { caseId };
  }
}

/** The wallets that are known only from what a command is for: a tip's driver, a refund's payer. */
export function touchedByCase(
  messages: readonly ServiceMessage[],
): (state: Case) => readonly string[] {
  const wanted = new Set(
    messages.flatMap((one) => (one.type === 'command' ? [one.command.caseId] : [])),
  );
  return ({ caseId, ride, payments }) => {
    const { driverId } = ride?.outcome ?? {};
    const driver = driverId === undefined ? [] : [walletKey(driverId, 'DRIVER')];
    return wanted.has(caseId) ? [...driver, ...usersOf(payments.map((one) => one.payerId))] : [];
  };
}

const usersOf = (customerIds: readonly (string | undefined)[]): string[] =>
  customerIds.flatMap((id) => (id === undefined ? [] : [walletKey(id, 'USER')]));
