import http from 'node:http';
import https from 'node:https';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { unknown, type Outcome } from './outcome.ts';

/** One HTTP answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

export type Exchanged = { readonly answer: Answer } | { readonly lost: Outcome<never> };

export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly answerMaxBytes: number;
}

export interface Exchange {
  send(outgoing: Outgoing): Promise<Exchanged>;
  close(): void;
}

/** The connection was never made, so the call surely did not arrive. */
const UNREACHABLE: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/**
 * HTTP to one host over kept-alive connections. Node's own client, and not fetch: on small calls it costs a third of the time,
 * never follows a redirect, and never sends a request a second time by itself. A call ends, and gives its socket
 * back or destroys it, at the latest after `timeoutMs`. Never rejects.
 */
export function createExchange(baseUrl: string): Exchange {
  const base = new URL(baseUrl);
  const { Agent, request } = base.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true });
  const prefix = base.pathname.replace(/\/$/, '');
  // URL writes an IPv6 host in brackets, which a socket does not take.
  const hostname = base.hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    send: (outgoing) =>
      new Promise((resolve) => {
        const signal = AbortSignal.timeout(outgoing.timeoutMs);
        const options: RequestOptions = {
          agent,
          hostname,
          port: base.port,
          method: outgoing.method,
          path: `${prefix}${outgoing.path}`,
          headers: { ...outgoing.headers, 'Content-Length': Buffer.byteLength(outgoing.body) },
          signal,
        };
        const fail = (error: unknown) => resolve({ lost: lostBy(error, signal) });
        request(options, (response) => readAnswer(response, outgoing.answerMaxBytes, resolve, fail))
          .on('error', fail)
          .end(outgoing.body);
      }),
    close: () => agent.destroy(),
  };
}

function readAnswer(
  response: IncomingMessage,
  maxBytes: number,
  resolve: (exchanged: Exchanged) => void,
  fail: (error: unknown) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) {
      resolve({ lost: unknown('BODY_TOO_LARGE') });
      response.destroy();
    } else chunks.push(chunk);
  });
  response.on('error', fail);
  response.on('end', () => {
    const body = Buffer.concat(chunks, size).toString();
    resolve({ answer: { status: response.statusCode ?? 0, body } });
  });
}

function lostBy(error: unknown, signal: AbortSignal): Outcome<never> {
  if (signal.aborted) return unknown('TIMEOUT');
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return unknown(UNREACHABLE.has(code) ? 'UNREACHABLE' : 'CONNECTION_LOST');
}
