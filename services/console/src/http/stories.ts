import { problem, Refusal } from '@angkutan/http';
import { Router } from 'express';
import { related, type Step, stepOf, type Stories, told } from '../domain/story.ts';
import type { Sessions } from './session.ts';

const QUERY_MAX = 200;

/** What services know of these ids beside their events: ledger legs, calls to KasPro. */
export type StepsOf = (ids: readonly string[], token: string) => Promise<readonly Step[]>;

/** One timeline over all services, from any id that stands in it. */
export function stories(find: Stories, stepsOf: StepsOf, { signedIn }: Sessions): Router {
  return Router().get('/api/stories', async (request, response) => {
    const { token } = await signedIn(request);
    const { q } = request.query;
    const query = typeof q === 'string' ? q.trim() : '';
    if (query === '' || query.length > QUERY_MAX) throw new Refusal(problem('INVALID_REQUEST'));
    const found = await find.withId(query);
    const ids = related(found, query);
    const events = ids.length > 0 ? await find.about(ids) : found;
    const others = await stepsOf(ids.length > 0 ? ids : [query], token);
    const steps = told([...events.map(stepOf), ...others]);
    if (steps.length === 0) throw new Refusal(problem('NOT_FOUND'));
    response.json({ query, steps, related: ids });
  });
}
