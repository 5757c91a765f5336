import type { ErasureBook } from '../domain/personal-data.ts';
import type { Say } from './say.ts';

export interface EraseAsked {
  readonly customerId: string;
  readonly actor: string;
  readonly reason: string;
}

/** Restricts a customer now; the key is destroyed when the years are over. Answers whether it is so. */
export async function erase(
  erasures: Pick<ErasureBook, 'change' | 'find'>,
  asked: EraseAsked,
  say: Say,
): Promise<boolean> {
  const { customerId } = asked;
  const decision = await erasures.change({ type: 'Restrict', ...asked });
  if (!decision.accepted) {
    say(`there is no customer ${customerId}`);
    return false;
  }
  const state = await erasures.find(customerId);
  if (state?.status === 'RESTRICTED') {
    const since = decision.events.length > 0 ? 'now' : `already since ${dayOf(state.since)}`;
    say(`${customerId} is restricted ${since}; the key is destroyed on ${dayOf(state.until)}`);
  } else say(`the key of ${customerId} is destroyed already`);
  return true;
}

function dayOf(at: number): string {
  return new Date(at).toISOString();
}
