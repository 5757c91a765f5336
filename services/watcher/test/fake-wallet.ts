/** A wallet that says what the test wants, over real HTTP, and remembers what it was asked to do. */
import { createServer, type Server } from 'node:http';

export interface Said {
  operations: object;
  trialBalance: object;
  breaks: readonly object[];
  differing: readonly object[];
  instructions: readonly object[];
}

export const GROUP = 'angkutan.wallet';
export const consumer = (held: boolean) => ({
  group: GROUP,
  topics: [],
  alive: true,
  ...(held && { held: { by: 'watcher', reason: 'r', at: new Date().toISOString() } }),
});
const BEGAN = new Date().toISOString();
export const operations = (differs: object = {}): object => ({
  since: BEGAN,
  consumers: [consumer(false)],
  outbox: { backlog: 0, oldestSeconds: 0 },
  parked: { keys: 0, messages: 0, reasons: {} },
  deadLetters: { dead: 0, replaying: 0 },
  breakers: {},
  instructions: {},
  ...differs,
});

const PATHS: Readonly<Record<string, keyof Said>> = {
  '/v1/operations': 'operations',
  '/v1/ledger/trial-balance': 'trialBalance',
  '/v1/breaks': 'breaks',
  '/v1/ledger/differing-wallets': 'differing',
  '/v1/instructions': 'instructions',
};

export interface FakeWallet {
  readonly url: string;
  readonly said: Said;
  /** Paths that were posted to, with their keys, in order. */
  readonly posted: { path: string; key: string; body: string }[];
  /** Answers nothing more, until it listens again at the same address. */
  silence(): Promise<void>;
  speak(): Promise<void>;
}

export async function startFakeWallet(): Promise<FakeWallet> {
  const said: Said = {
    operations: operations(),
    trialBalance: { kinds: [], sum: 0 },
    breaks: [],
    differing: [],
    instructions: [],
  };
  const posted: FakeWallet['posted'] = [];
  let port = 0;
  let server: Server | undefined;

  async function speak(): Promise<void> {
    const made = createServer((request, response) => {
      const [path = ''] = (request.url ?? '').split('?');
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => void chunks.push(chunk));
      request.on('end', () => {
        const key = String(request.headers['idempotency-key']);
        if (request.method === 'POST') {
          posted.push({ path, key, body: Buffer.concat(chunks).toString() });
        }
        const name = PATHS[path];
        response.setHeader('content-type', 'application/json');
        response.end(name ? JSON.stringify(said[name]) : '{}');
      });
    });
    await new Promise<void>((resolve) => made.listen(port, '127.0.0.1', resolve));
    const address = made.address();
    port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    server = made;
  }

  await speak();
  return {
    url: `http://127.0.0.1:${port}`,
    said,
    posted,
    speak,
    async silence() {
      const old = server;
      server = undefined;
      old?.closeAllConnections();
      await new Promise((resolve) => (old ? old.close(resolve) : resolve(undefined)));
    },
  };
}
