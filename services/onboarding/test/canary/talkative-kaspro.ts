import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** What KasPro says to a call, where it does not say what the simulator would. */
export type Say = (asked: { readonly path: string; readonly body: string }) => Said;
export interface Said {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Everything of a call, as a careless server writes it into its answer. */
const echo = (asked: Parameters<Say>[0]) => `${decodeURIComponent(asked.path)} ${asked.body}`;

/** Ways in which KasPro repeats personal data when something goes wrong. */
export const CARELESS: Readonly<Record<string, Say>> = {
  'error page': (asked) => ({ status: 500, body: `<html>Error in ${echo(asked)}</html>` }),
  'half an answer': (asked) => ({
    status: 200,
    body: JSON.stringify({ code: 0, message: echo(asked), data: {} }).slice(0, -4),
  }),
  'wrong shape': (asked) => ({
    status: 200,
    body: JSON.stringify({ code: 0, message: echo(asked), data: { [echo(asked)]: echo(asked) } }),
  }),
  'unknown code': (asked) => ({
    status: 200,
    body: JSON.stringify({ code: 777_777, message: `Gagal: ${echo(asked)}` }),
  }),
  redirect: (asked) => ({
    status: 302,
    body: echo(asked),
    headers: { Location: `http://127.0.0.1:1/?${encodeURIComponent(echo(asked).slice(0, 500))}` },
  }),
};

/** A refusal that names the person. */
export const refusing = (code: number): Say => {
  return (asked) => ({ status: 200, body: JSON.stringify({ code, message: echo(asked) }) });
};

export interface Ears {
  /** What the simulator makes of everybody's card, and what it is to be instead. */
  readonly rewrite: (answer: string) => string;
  /** Told of every body that went in either direction. */
  readonly heard: (body: string) => void;
}

/** Stands before the simulated KasPro: hands calls on, or answers as told, and tells what it heard. */
export async function startTalkativeKasPro(upstream: string, { rewrite, heard }: Ears) {
  let say: Say | undefined;
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    const path = request.url ?? '/';
    heard(body.toString());
    const said = say?.({ path, body: body.toString() }) ?? (await handOn(upstream, request, body));
    const answer = rewrite(said.body);
    heard(answer);
    response.writeHead(said.status, { 'Content-Type': 'application/json', ...said.headers });
    response.end(answer);
  };
  const server = createServer((request, response) => {
    // A simulator that hangs up is a KasPro that hangs up.
    void serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    says: (way: Say | undefined) => {
      say = way;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function handOn(upstream: string, request: IncomingMessage, body: Buffer): Promise<Said> {
  const { method = 'GET', url = '/' } = request;
  const headers = Object.entries(request.headers).flatMap(([name, value]) => {
    const isOurs = name.startsWith('x-') || name === 'content-type';
    return isOurs && typeof value === 'string' ? [[name, value] as const] : [];
  });
  const sent = method === 'GET' ? {} : { body: new Uint8Array(body) };
  const answer = await fetch(upstream + url, {
    method,
    headers: Object.fromEntries(headers),
    ...sent,
  });
  return { status: answer.status, body: await answer.text() };
}
