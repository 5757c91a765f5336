import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createKasPro } from '@angkutan/kaspro';
import { rupiah } from '@angkutan/money';

// How many P2P transfers a second the client and the simulator do together, each in its own process, over loopback.
// Usage: node bench/p2p.ts [transfers] [at once]

const [transfers = 20_000, atOnce = 64] = process.argv.slice(2).map(Number);
const escrow = '100000000001';
const corporate = '100000000002';
const partner = { KASPRO_PARTNER_ID: 'bench', KASPRO_SECRET: 'bench' };
const accounts = { KASPRO_ESCROW_ACCOUNT: escrow, KASPRO_CORPORATE_ACCOUNT: corporate };

const main = new URL('../src/main.ts', import.meta.url).pathname;
const child = spawn(process.execPath, [main], {
  env: { ...partner, ...accounts, PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const lines: AsyncIterator<string> = createInterface(child.stdout)[Symbol.asyncIterator]();
const { value: line } = await lines.next();
const { url: baseUrl }: { url: string } = JSON.parse(line);
const kaspro = createKasPro({ baseUrl, partnerId: 'bench', secret: 'bench' });

let sent = 0;
const outcomes = new Map<string, number>();
async function work(): Promise<void> {
  while (sent < transfers) {
    sent += 1;
    const { kind } = await kaspro.transfer({
      sourceAccount: corporate,
      destinationAccount: escrow,
      amount: rupiah(1),
      partnerReference: `bench-${sent}`,
    });
    outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
  }
}

const startedAt = performance.now();
const cpuAtStart = process.cpuUsage();
await Promise.all(Array.from({ length: atOnce }, work));
const seconds = (performance.now() - startedAt) / 1000;
const { user, system } = process.cpuUsage(cpuAtStart);
const cpu = ((user + system) / transfers).toFixed(0);
process.stdout.write(
  `${Math.round(transfers / seconds)} P2P/s, ${atOnce} at once; client ${cpu} µs CPU a call; ` +
    `${JSON.stringify(Object.fromEntries(outcomes))}\n`,
);
kaspro.close();
child.kill();
await once(child, 'exit');
