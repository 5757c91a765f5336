import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claim, dropClaim } from './claim.ts';
import type { Session } from './session.ts';

const PORT_MAX = 65_535;

/** A port of this machine that nobody listens on now. */
export async function freePort(): Promise<number> {
  return (await tryPort(0)) ?? (await freePort());
}

/**
 * The wished port when it is free, otherwise the next free one above it that is not reserved. It is claimed until
 * the session ends: between this moment and the one when a program listens, and while it is started again,
 * another stack on this machine does not take it.
 */
export async function claimPort(
  session: Session,
  wished: number,
  reserved: ReadonlySet<number>,
): Promise<number> {
  for (let port = wished; port <= PORT_MAX; port++) {
    if (port !== wished && reserved.has(port)) continue;
    const file = join(tmpdir(), `angkutan-port-${port}.json`);
    if (claim(file) !== undefined) continue;
    if ((await tryPort(port)) !== undefined) {
      session.teardown.defer(`port ${port}`, async () => dropClaim(file));
      return port;
    }
    dropClaim(file);
  }
  throw new Error(`No port from ${wished} up is free`);
}

/** The wished port when it is free, otherwise any free one. */
export async function portOrAny(wished: number | undefined): Promise<number> {
  if (wished !== undefined && (await tryPort(wished)) !== undefined) return wished;
  return freePort();
}

async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const got = typeof address === 'object' && address ? address.port : undefined;
      server.close(() => resolve(got));
    });
  });
}
