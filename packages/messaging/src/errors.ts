import { errorStory } from './dead-letter.ts';
import { consumerErrors } from './measures.ts';
import type { Result } from './work.ts';

/** Counts a result that should not have been: a refusal by its code, anything thrown by its class. */
export function countError(group: string, result: Result<unknown>): void {
  if (result.status === 'refused') consumerErrors.inc({ group, class: result.code });
  else if (result.status === 'failed' || result.status === 'unavailable') {
    consumerErrors.inc({ group, class: errorStory(result.error).errorClass });
  }
}

/** How often messages of the group went wrong in this process, by class; each try of a message counts. */
export async function errorsOf(group: string): Promise<Readonly<Record<string, number>>> {
  const { values } = await consumerErrors.get();
  const own = values.filter(({ labels }) => labels.group === group);
  return Object.fromEntries(own.map(({ labels, value }) => [String(labels.class), value]));
}
