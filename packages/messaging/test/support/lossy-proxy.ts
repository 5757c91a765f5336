import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Looks at what passes and says whether the connection is cut before that arrives. */
export interface Cutter {
  /** Called for every chunk from the client, which still goes on to the server. */
  onRequest?(chunk: Buffer, connection: number): void;
  /** Called for every chunk from the server; true cuts the connection, and the chunk is lost. */
  cutsAnswer?(chunk: Buffer, connection: number): boolean;
}

export interface LossyProxy {
  readonly port: number;
  close(): Promise<void>;
}

/** A TCP proxy that can lose answers: the server has acted, and the client cannot know. */
export async function startLossyProxy(
  target: { host: string; port: number },
  cutter: Cutter,
): Promise<LossyProxy> {
  const sockets = new Set<Socket>();
  let connections = 0;

  const server = createServer((client) => {
    const connection = (connections += 1);
    const upstream = connect(target);
    const cut = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true).on('error', cut).on('close', cut);
    }
    client.on('data', (chunk) => {
      cutter.onRequest?.(chunk, connection);
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (cutter.cutsAnswer?.(chunk, connection)) cut();
      else client.write(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A cutter that loses the answers to the next `losses` requests that contain the word. */
export function losingAnswersTo(word: string, losses: () => number): Cutter & { lost: number } {
  const asked = new Set<number>();
  const cutter = {
    lost: 0,
    onRequest(chunk: Buffer, connection: number) {
      if (cutter.lost < losses() && chunk.includes(word)) asked.add(connection);
    },
    cutsAnswer(_chunk: Buffer, connection: number) {
      if (!asked.delete(connection) || cutter.lost >= losses()) return false;
      cutter.lost += 1;
      return true;
    },
  };
  return cutter;
}
