/** Commands on payments, and what follows from them, for tests. */
import { rupiah } from '@angkutan/money';
import { FIRST_RULES } from '@angkutan/rules';
import type { Command, CommandKnowledge } from './commands.ts';
import { decideCommand } from './decide-command.ts';
import { decideWalletAnswer } from './decide.ts';
import type { Payment } from './payment.ts';
import { type Case, type CaseEvent, evolve } from './ride.ts';
import { booked, completed, fundsHeld, given, NOON, transferPosted } from './ride.samples.ts';

export const KEY = 'AAAAAAAAAAAAAAAAAAAAAA';
/** As much of a key as the id of what follows a payment carries. */
export const PART = 'AAAAAAAA';
export const TIP_ID = `ride-1.tip.${PART}`;
export const PAID_ID = 'ride-1.ride.1';
export const HOUR_MS = 3_600_000;
export const later = (ms: number): Date => new Date(NOON.getTime() + ms);

export const known: CommandKnowledge = {
  walletOf: (customerId, role) => `${customerId}:${role.toLowerCase()}`,
  tierOf: () => 'PREMIUM',
  rules: FIRST_RULES,
  now: later(HOUR_MS),
};
export const send: Command = {
  type: 'SEND_MONEY',
  paymentId: `p2p.${KEY}`,
  caseId: `p2p.${KEY}`,
  payerId: 'ani',
  payeeId: 'citra',
  amount: rupiah(50_000),
};
export const tip: Command = {
  type: 'TIP',
  paymentId: TIP_ID,
  caseId: 'ride-1',
  payerId: 'ani',
  amount: rupiah(5_000),
};
export const driven = given(
  booked(),
  fundsHeld(PAID_ID),
  completed(),
  transferPosted(PAID_ID),
).state;

export const refusalOf = (command: Command, state: Case, knowledge = known): string => {
  const decision = decideCommand(command, state, knowledge);
  return decision.accepted ? 'none' : decision.refusal;
};
export function after(state: Case, command: Command, knowledge = known): Case {
  const decision = decideCommand(command, state, knowledge);
  if (!decision.accepted) throw new Error(decision.refusal);
  return happened(state, decision.events);
}
export const happened = (state: Case, events: readonly CaseEvent[]): Case =>
  events.reduce((before, event) => evolve(before, event, NOON), state);
export const told = (state: Case, answer: Parameters<typeof decideWalletAnswer>[0]): Case =>
  happened(state, decideWalletAnswer(answer, state));
export const paymentOf = (state: Case, id: string): Payment | undefined =>
  state.payments.find(({ paymentId }) => paymentId === id);
