import { problem, Refusal } from '@angkutan/http';
import { Router } from 'express';
import {
  type KnownEvent,
  ledTo,
  related,
  type Step,
  stepOf,
  type Stories,
  told,
  withLate,
} from '../domain/story.ts';
import type { Sessions } from './session.ts';

const QUERY_MAX = 200;
const IDS_MAX = 50;

/** What services know of these ids beside their events: ledger legs, calls to KasPro. */
export type StepsOf = (ids: readonly string[], token: string) => Promise<readonly Step[]>;

/** One timeline over all services, from any id that stands in it. */
export function stories(find: Stories, stepsOf: StepsOf, { signedIn }: Sessions): Router {
  return Router().get('/api/stories', async (request, response) => {
    const { token } = await signedIn(request);
    const { q } = request.query;
    const query = typeof q === 'string' ? q.trim() : '';
    if (query === '' || query.length > QUERY_MAX) throw new Refusal(problem('INVALID_REQUEST'));
    const { ids, events } = await eventsOf(find, query, (asked) => stepsOf(asked, token));
    const others = await stepsOf(ids.length > 0 ? ids : [query], token);
    const steps = told(withLate([...events.map(stepOf), ...others]));
    if (steps.length === 0) throw new Refusal(problem('NOT_FOUND'));
    response.json({ query, steps, related: ids });
  });
}

interface Found {
  readonly ids: readonly string[];
  readonly events: readonly KnownEvent[];
}

/** KasPro's name of a transfer, and ours, may stand in no event: then the services say whose it is. */
async function eventsOf(
  find: Stories,
  query: string,
  stepsOf: (ids: readonly string[]) => Promise<readonly Step[]>,
): Promise<Found> {
  const found = await find.withId(query);
  const ids = found.length > 0 ? related(found, query) : ledTo(await stepsOf([query]));
  if (ids.length === 0) return { ids, events: found };
  const events = await find.about(ids);
  // What an event is about may name more of the story than the id that led there.
  const all = [...new Set([...ids, ...events.flatMap(({ about }) => about)])].slice(0, IDS_MAX);
  return { ids: all, events };
}
