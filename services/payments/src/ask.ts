import { problem } from '@angkutan/http';
import { coalesce, verdictFor } from '@angkutan/messaging';
import { RULES_REFUSALS } from '@angkutan/rules';
import { COMMAND_REFUSALS, type Command, type CommandRefusal } from './domain/commands.ts';
import type { Ask } from './http/asking.ts';
import type { AddRules } from './http/post-rules.ts';
import type { ServiceMessage, Tell } from './service-message.ts';
import type { Change } from './working-set.ts';

/** Runs commands through the one work; those that come while a group is being written form the next. */
export function createAsk(tell: Tell): Ask {
  const group = coalesce<ServiceMessage, Change>(tell);
  return async (command: Command, traceparent: string) => {
    const verdict = verdictFor(await group.submit([{ type: 'command', command, traceparent }]));
    if (verdict.status === 'done') return undefined;
    const { detail } = verdict;
    return problem(refusalOf(verdict.code), detail === '' ? {} : { limit: BigInt(detail) });
  };
}

function refusalOf(code: string): CommandRefusal {
  const known = COMMAND_REFUSALS.find((refusal) => refusal === code);
  if (known === undefined) throw new Error(`AKT_UNKNOWN_REJECTION: ${code}`);
  return known;
}

/** Adds a version of the rules through the one work; each is a transaction of its own, for the next is decided on it. */
export const createAddRules =
  (tell: Tell): AddRules =>
  async (asked, traceparent) => {
    const verdict = verdictFor(await tell([{ type: 'rules', asked, traceparent }]));
    if (verdict.status === 'done') return undefined;
    const code = RULES_REFUSALS.find((refusal) => refusal === verdict.code);
    if (code === undefined) throw new Error(`AKT_UNKNOWN_REJECTION: ${verdict.code}`);
    return { code, detail: verdict.detail };
  };
