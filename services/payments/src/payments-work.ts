/** The one way in which events, commands and KasPro's words change this service's database. */
import type { Policy } from '@angkutan/instructions';
import type { Verdict, Work } from '@angkutan/messaging';
import { inForce } from '@angkutan/rules';
import { decideEvent, touchedByEvent } from './consumers/consumed.ts';
import { doneWith } from './consumers/verdict.ts';
import { decideRules } from './decide-rules.ts';
import { decideSignal } from './decide-signal.ts';
import type { Command } from './domain/commands.ts';
import { decideCommand } from './domain/decide-command.ts';
import type { ServiceMessage } from './service-message.ts';
import { type Loaded, loadWorkingSet, type Stores } from './store/load.ts';
import { saveWorkingSet } from './store/save.ts';
import { touchedByCase, touchedByCommand } from './touched.ts';
import {
  applyChange,
  caseOf,
  type Change,
  type Situation,
  type Touched,
  walletsOf,
} from './working-set.ts';

export interface PaymentsWorkDeps extends Stores {
  readonly policy: Policy;
  /** How long before its start a version of the rules must be added. */
  readonly rulesLeadMs: number;
}

export type PaymentsWork = Work<ServiceMessage, Loaded, Change>;

export const createPaymentsWork = (deps: PaymentsWorkDeps): PaymentsWork => ({
  name: 'payments',
  load: (messages, tx) =>
    loadWorkingSet(deps, { touched: messages.map(touchedBy), ofCase: touchedByCase(messages) }, tx),
  decide: (message, set, { now }) =>
    decideOne(message, { set, now, policy: deps.policy, rulesLeadMs: deps.rulesLeadMs }),
  evolve: applyChange,
  save: (set, tx) => saveWorkingSet(deps, set, tx),
});

function touchedBy(message: ServiceMessage): Touched {
  switch (message.type) {
    case 'event':
      return touchedByEvent(message.event);
    case 'command':
      return touchedByCommand(message.command);
    case 'signal':
      return { instructions: [message.reference] };
    case 'rules':
      return {};
  }
}

function decideOne(message: ServiceMessage, situation: Situation): Verdict<Change> {
  switch (message.type) {
    case 'event':
      return decideEvent(message.event, situation);
    case 'command':
      return decideAsked(message.command, situation);
    case 'rules':
      return decideRules(message.asked, situation);
    case 'signal': {
      const { reference, signal } = message;
      const instruction = situation.set.instructions.get(reference);
      return instruction
        ? decideSignal(instruction, signal, situation)
        : { status: 'refused', code: 'INSTRUCTION_UNKNOWN', detail: reference };
    }
  }
}

function decideAsked(command: Command, { set, now }: Situation): Verdict<Change> {
  const state = caseOf(set, command.caseId);
  const tierOf = (customerId: string) => set.customers.get(customerId)?.tier;
  const rules = inForce(set.rules, now);
  const knowledge = { walletOf: walletsOf(set), tierOf, rules, now };
  const decision = decideCommand(command, state, knowledge);
  return decision.accepted
    ? doneWith(decision.events, state, now)
    : { status: 'refused', code: decision.refusal, detail: String(decision.limit ?? '') };
}
