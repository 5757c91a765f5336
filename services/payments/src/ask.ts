import { coalesce, verdictFor } from '@angkutan/messaging';
import { COMMAND_REFUSALS, type Command, type CommandRefusal } from './domain/commands.ts';
import type { Ask } from './http/asking.ts';
import type { ServiceMessage, Tell } from './service-message.ts';
import type { Change } from './working-set.ts';

/** Runs commands through the one work; those that come while a group is being written form the next. */
export function createAsk(tell: Tell): Ask {
  const group = coalesce<ServiceMessage, Change>(tell);
  return async (command: Command, traceparent: string) => {
    const verdict = verdictFor(await group.submit([{ type: 'command', command, traceparent }]));
    return verdict.status === 'done' ? undefined : refusalOf(verdict.code);
  };
}

function refusalOf(code: string): CommandRefusal {
  const known = COMMAND_REFUSALS.find((refusal) => refusal === code);
  if (known === undefined) throw new Error(`AKT_UNKNOWN_REJECTION: ${code}`);
  return known;
}
