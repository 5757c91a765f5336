import { randomUUID } from 'node:crypto';

export interface Call {
  readonly url: string;
  /** Sent as JSON by POST; without it the call is a GET. */
  readonly body?: object;
  /** Sent as multipart by POST, in place of a body. */
  readonly form?: FormData;
  readonly token?: string;
}

/** An answer that is not the one hoped for; `status` is its HTTP status. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
  readonly status: number;
  constructor(call: Call, status: number, body: string) {
    super(`${isPost(call) ? 'POST' : 'GET'} ${call.url} answered ${status}: ${body.slice(0, 300)}`);
    this.status = status;
  }
}

const isPost = ({ body, form }: Call): boolean => body !== undefined || form !== undefined;

const ANSWER_WITHIN_MS = 15_000;

/** Calls and returns the JSON of a 2xx answer. Throws UnexpectedAnswer for any other. */
export async function call<T>(one: Call): Promise<T> {
  const answer = await fetch(one.url, {
    ...(isPost(one) && { method: 'POST', body: one.form ?? JSON.stringify(one.body) }),
    headers: {
      'accept-language': 'en',
      ...(one.token && { authorization: `Bearer ${one.token}` }),
      ...(one.body && { 'content-type': 'application/json' }),
      ...(isPost(one) && { 'idempotency-key': randomUUID() }),
    },
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const text = await answer.text();
  if (!answer.ok) throw new UnexpectedAnswer(one, answer.status, text);
  return JSON.parse(text);
}
