import { createServer } from 'node:http';
import type { Session } from '../process/session.ts';
import type { SigningKey } from './signing-key.ts';

/** Serves the public half of the signing key on a free loopback port, for as long as the session lasts. */
export async function serveJwks(session: Session, { jwks }: SigningKey): Promise<string> {
  const body = JSON.stringify(jwks);
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  session.teardown.defer('the token keys', async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('AKT_NOT_A_TCP_SERVER');
  return `http://127.0.0.1:${address.port}/jwks.json`;
}
