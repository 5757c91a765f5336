/** A version of the rules that an operator asks for, as a change of the table and what everybody is told of it. */
import type { Draft } from '@angkutan/events';
import type { Verdict } from '@angkutan/messaging';
import { addVersion, type AskedVersion, type Rules } from '@angkutan/rules';
import type { Change, Situation } from './working-set.ts';

export function decideRules(
  asked: AskedVersion,
  { set, now, rulesLeadMs: leadMs }: Situation,
): Verdict<Change> {
  const decision = addVersion(set.rules, asked, { now, leadMs });
  if (!decision.accepted) return { status: 'refused', ...decision.rejection };
  const changes = decision.added.map((rules): Change => ({ of: 'rules', rules }));
  return { status: 'done', changes, publish: decision.added.map(told) };
}

/** Who added it and why is this service's own to know. */
const told = ({ added: _added, validFrom, ...rules }: Rules): Draft => ({
  type: 'RulesVersionAdded',
  key: rules.version,
  data: { ...rules, validFrom: validFrom.getTime() },
});
