import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { rupiah } from '@angkutan/money';
import { createKasPro, type KasPro, type KasProConfig, type Transfer } from '../src/index.ts';

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** A provider on a free port that does whatever the test tells it to. */
export interface Provider extends AsyncDisposable {
  readonly url: string;
  /** The paths asked for, without their queries, in order of arrival. */
  readonly asked: string[];
  readonly connections: () => number;
  behave: Behaviour;
}

export async function createProvider(behave: Behaviour): Promise<Provider> {
  const asked: string[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://provider').pathname);
    provider.behave(request, response);
  });
  server.on('connection', () => (connections += 1));
  server.on('clientError', (_error, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const provider: Provider = {
    url: `http://127.0.0.1:${port}`,
    asked,
    connections: () => connections,
    behave,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return provider;
}

export const json =
  (body: unknown, status = 200): Behaviour =>
  (request, response) => {
    request.resume();
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  };

export const hang: Behaviour = (request) => void request.resume();

export const transferred = json({
  code: 0,
  message: 'Success',
  responseId: 'KP1',
  data: { pocketId: 1, walletTransactions: [] },
});
export const notFound = json({ code: 0, message: 'Success', data: { status: 'NOT_FOUND' } });

/** P2P behaves so; the enquiries answer well. */
export const onTransfers =
  (behaviour: Behaviour): Behaviour =>
  (request, response) =>
    (request.url === '/p2p-transaction/' ? behaviour : notFound)(request, response);

export const client = (baseUrl: string, config: Partial<KasProConfig> = {}): KasPro =>
  createKasPro({ baseUrl, partnerId: 'angkutan', secret: 'rahasia', ...config });

export const transfer: Transfer = {
  sourceAccount: '88881234567890',
  destinationAccount: '100000000001',
  amount: rupiah(20_000),
  partnerReference: 'ref-1',
};
