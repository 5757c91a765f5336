// listening → closing → closed. Closing takes no new connection, ends idle ones, waits for answers
// under way, and after DRAIN_MS cuts what is left.
import { createServer, type RequestListener } from 'node:http';

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const DRAIN_MS = 10_000;

export interface Listening {
  /** E.g. `http://127.0.0.1:4101`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves on `port` (0: any free one) of `host`; rejects when the port is taken. */
export async function listen(
  app: RequestListener,
  port: number,
  host = '127.0.0.1',
): Promise<Listening> {
  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    app,
  );
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  server.listen(port, host, listening.resolve);
  await listening.promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('AKT_NOT_A_TCP_SERVER');
  const closed = Promise.withResolvers<void>();
  return {
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${address.port}`,
    async close() {
      server.close(() => closed.resolve());
      const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed.promise;
      clearTimeout(deadline);
    },
  };
}
