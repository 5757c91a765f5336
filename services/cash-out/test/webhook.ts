import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type ProviderCallback, readCallback } from '@angkutan/kaspro';

/** The wallet's webhook, played: it passes on what KasPro tells, and answers 200 when that is done. */
export async function openWebhook(passOn: (callback: ProviderCallback) => Promise<void>) {
  const server = createServer((request, response) => {
    void buffer(request).then(async (raw) => {
      const callback = readCallback(raw);
      if (callback) await passOn(callback);
      response.writeHead(callback ? 200 : 400).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/webhooks/kaspro/transactions`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
