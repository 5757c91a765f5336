import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

export interface Call {
  readonly url: string;
  /** Sent as JSON by POST; without it the call is a GET. */
  readonly body?: object;
  /** Sent as multipart by POST, in place of a body. */
  readonly form?: FormData;
  readonly token?: string;
  /** The Idempotency-Key of a POST; without it every call has its own. */
  readonly key?: string;
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
      ...(isPost(one) && { 'idempotency-key': one.key ?? randomUUID() }),
    },
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const text = await answer.text();
  if (!answer.ok) throw new UnexpectedAnswer(one, answer.status, text);
  return JSON.parse(text);
}

const ASK_WITHIN_MS = 30_000;
const REFUSED_WITHIN_MS = 5_000;
const ASK_EVERY_MS = 200;

/**
 * Calls until it is answered. A service that was killed comes back, perhaps elsewhere, and is asked again under
 * the same key, so that what it has done already is done once. A refusal is believed after 5 s, for a service hears
 * of new people by events; until then a new key asks anew.
 */
export async function callUntilAnswered<T>(one: () => Promise<Call>): Promise<T> {
  const startedAt = Date.now();
  for (let key = randomUUID(); ;) {
    try {
      return await call<T>({ ...(await one()), key });
    } catch (error) {
      const refused = isRefusal(error);
      if (Date.now() - startedAt > (refused ? REFUSED_WITHIN_MS : ASK_WITHIN_MS)) throw error;
      if (refused) key = randomUUID();
    }
    await pause(ASK_EVERY_MS);
  }
}

/** 409: the same key is being worked on; 429: later. Both say nothing about the request. */
const isRefusal = (error: unknown): boolean =>
  error instanceof UnexpectedAnswer && error.status < 500 && ![409, 429].includes(error.status);
