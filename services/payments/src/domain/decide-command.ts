import type { Rules } from '@angkutan/rules';
import type { Command, CommandDecision, CommandKnowledge, CommandRefusal } from './commands.ts';
import { decidePayQris } from './pay-qris.ts';
import { decideRefund } from './refund.ts';
import type { Case, CaseEvent } from './ride.ts';
import { decideSendMoney } from './send-money.ts';
import { decideTip } from './tip.ts';

/** Decides one command on its case. The same payment asked for again is done already. */
export function decideCommand(
  command: Command,
  state: Case,
  knowledge: CommandKnowledge,
): CommandDecision {
  if (state.payments.some(({ paymentId }) => paymentId === command.paymentId)) {
    return { accepted: true, events: [] };
  }
  const decided = decide(command, state, knowledge);
  return typeof decided === 'string'
    ? { accepted: false, refusal: decided, ...limitOf(decided, knowledge.rules) }
    : { accepted: true, events: [decided] };
}

function limitOf(refusal: CommandRefusal, { tip, qris }: Rules): { limit?: bigint } {
  switch (refusal) {
    case 'TIP_TOO_HIGH':
      return { limit: tip.max };
    case 'TIP_TOO_LATE':
      return { limit: BigInt(tip.withinHours) };
    case 'QRIS_ABOVE_LIMIT':
      return { limit: qris.max };
    default:
      return {};
  }
}

function decide(
  command: Command,
  state: Case,
  knowledge: CommandKnowledge,
): CaseEvent | CommandRefusal {
  switch (command.type) {
    case 'SEND_MONEY':
      return decideSendMoney(command, knowledge);
    case 'TIP':
      return decideTip(command, state, knowledge);
    case 'REFUND':
      return decideRefund(command, state, knowledge);
    case 'PAY_QRIS':
      return decidePayQris(command, knowledge);
  }
}
