/** The HTTP status of KasPro's last answer within one piece of work; for stories, never to decide by. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Exchanged } from './exchange.ts';

interface Heard {
  httpStatus: number | undefined;
}

const hearing = new AsyncLocalStorage<Heard>();

/**
 * Runs work that calls KasPro. `httpStatus` is that of its last call: undefined when no whole answer came, or
 * nothing was asked. It stands beside the outcome and not in it, so that nobody takes a 200 for a success.
 */
export async function withHttpStatus<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly httpStatus: number | undefined }> {
  const heard: Heard = { httpStatus: undefined };
  const result = await hearing.run(heard, work);
  return { result, httpStatus: heard.httpStatus };
}

export function noteAnswer(exchanged: Exchanged): void {
  const heard = hearing.getStore();
  if (heard) heard.httpStatus = 'answer' in exchanged ? exchanged.answer.status : undefined;
}
