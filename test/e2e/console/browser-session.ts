/** What a browser does with the console, without one: its cookie, its own header, its stream. */
import { randomUUID } from 'node:crypto';
import { readStack, type Stack } from '@angkutan/local';
import { inject } from 'vitest';

export const consoleUrl = (): string => {
  const url = readStack(inject('e2e').stateDir)?.console.url;
  if (url === undefined) throw new Error('no console runs');
  return url;
};

const OWN_PAGE = { 'x-angkutan-console': '1' };
const JSON_BODY = { 'content-type': 'application/json' };

/** Signs in; answers the status, and the cookie when it went well. */
export async function signIn(token: string): Promise<{ status: number; cookie: string }> {
  const response = await fetch(`${consoleUrl()}/api/session`, {
    method: 'POST',
    headers: { ...OWN_PAGE, ...JSON_BODY },
    body: JSON.stringify({ token }),
  });
  return { status: response.status, cookie: response.headers.get('set-cookie') ?? '' };
}

/** The cookies of one operator who may only read, `sre-1`, and of one who may act, `sre-2`. */
export async function signInBoth({ token }: Pick<Stack, 'token'>) {
  const cookieOf = async (sub: string, role: 'ops' | 'ops-act'): Promise<string> =>
    (await signIn(await token({ sub, role }))).cookie;
  const [reader, actor] = [cookieOf('sre-1', 'ops'), cookieOf('sre-2', 'ops-act')];
  return { reader: await reader, actor: await actor };
}

export interface Asked {
  /** It is posted. */
  readonly body?: object;
  /** Without the header that only our own page sends. */
  readonly foreign?: boolean;
  /** The trace of the page. */
  readonly traceparent?: string;
}

const sent = (cookie: string): Record<string, string> => ({
  cookie: cookie.split(';')[0] ?? '',
  'idempotency-key': randomUUID(),
});

/** Asks the console's server as a page of that session would. */
export async function ask(cookie: string, path: string, asked: Asked = {}) {
  const { body, foreign = false, traceparent } = asked;
  const response = await fetch(consoleUrl() + path, {
    headers: {
      ...sent(cookie),
      ...(!foreign && OWN_PAGE),
      ...JSON_BODY,
      ...(traceparent !== undefined && { traceparent }),
    },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** The first state that the stream tells and `isIt`. */
export async function stateWhen<T>(cookie: string, isIt: (state: T) => boolean): Promise<T> {
  const stop = new AbortController();
  const response = await fetch(`${consoleUrl()}/api/state`, {
    headers: sent(cookie),
    signal: stop.signal,
  });
  if (!response.body) throw new Error(`no stream: ${response.status}`);
  let rest = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + chunk).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const state: T = JSON.parse(event.slice(event.indexOf('data: ') + 6));
      if (!isIt(state)) continue;
      stop.abort();
      return state;
    }
  }
  throw new Error('the stream ended');
}
