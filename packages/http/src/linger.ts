import type { IncomingMessage } from 'node:http';

const LINGER_MS = 1_000;

/** Lets what still comes run dry: closing on unread bytes would take the answer from the sender. */
export async function linger(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return;
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, LINGER_MS);
  const done = () => over.resolve();
  request.once('end', done).once('close', done).resume();
  await over.promise;
  clearTimeout(timer);
  request.off('end', done).off('close', done);
}
