import { coalesce, type Executor, verdictFor } from '@angkutan/messaging';
import { type AskedCommand, createCommandsWork } from './commands-work.ts';
import type { Change } from './domain/working-set.ts';
import { type CommandRefusal, COMMAND_REFUSALS, type Command } from './domain/commands.ts';
import type { Rows } from './store/rows.ts';

/** Runs commands through the one loop; those that come while a group is being written form the next. */
export function createAsk(
  executor: Executor,
  rows: Rows,
): (command: Command, traceparent: string) => Promise<CommandRefusal | undefined> {
  const work = createCommandsWork(rows);
  const group = coalesce<AskedCommand, Change>((asked) =>
    executor.execute(work, asked, { traceparent: (one) => one.traceparent }),
  );
  return async (command, traceparent) => {
    const verdict = verdictFor(await group.submit([{ command, traceparent }]));
    return verdict.status === 'done' ? undefined : refusalOf(verdict.code);
  };
}

function refusalOf(code: string): CommandRefusal {
  const known = COMMAND_REFUSALS.find((refusal) => refusal === code);
  if (known === undefined) throw new Error(`AKT_UNKNOWN_REJECTION: ${code}`);
  return known;
}
