import { createServer, type RequestListener } from 'node:http';
import type { Server } from 'node:net';
import { onTestFinished } from 'vitest';
import { createCodec, type AnyEvent } from '../src/index.ts';

/** Nothing listens here. */
export const NOBODY = 'http://127.0.0.1:1';

export const upgraded: AnyEvent = {
  type: 'CustomerUpgraded',
  data: { eventId: 'event-1', occurredAt: 1, customerId: 'customer-1', tier: 'PREMIUM' },
};

/** Serves until the test ends; answers its address. */
export async function listen(server: Server): Promise<string> {
  onTestFinished(() => server[Symbol.asyncDispose]());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
}

/** A registry that misbehaves as the listener does. */
export const answering = (listener: RequestListener): Promise<string> =>
  listen(createServer(listener));

/** A registry that answers everything alike. */
export const saying = (status: number, body: string): Promise<string> =>
  answering((_, response) => response.writeHead(status).end(body));

/** The same event as a message under any id. */
export function framed(id: number): Buffer {
  const head = Buffer.alloc(5);
  head.writeInt32BE(id, 1);
  return Buffer.concat([head, createCodec({ registryUrl: NOBODY }).encode(upgraded).body]);
}
