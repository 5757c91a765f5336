import { Router } from 'express';
import type { State } from '../domain/state.ts';
import type { StateFeed } from '../state-feed.ts';
import type { Sessions } from './session.ts';

/** A browser that does not read is not written to any more beyond this; it gets the next look. */
const UNREAD_MAX_BYTES = 1024 * 1024;

/** The state as it is now and after every look, as server-sent events. */
export function stateStream(
  feed: Pick<StateFeed, 'last' | 'watch'>,
  { signedIn }: Sessions,
): Router {
  return Router().get('/api/state', async (request, response) => {
    await signedIn(request);
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      // A proxy that gathers would hold the events back.
      'x-accel-buffering': 'no',
    });
    const tell = (state: State): void => {
      if (response.writableLength > UNREAD_MAX_BYTES) return;
      response.write(`event: state\ndata: ${JSON.stringify(state)}\n\n`);
    };
    const last = feed.last();
    if (last) tell(last);
    const stop = feed.watch(tell);
    request.once('close', stop);
  });
}
