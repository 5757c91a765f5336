import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCodec, toHeaders, topicOf, type AnyEvent, type EventData } from '@angkutan/events';
import { checkLeaks, eventually, parts, produce, unique } from '@angkutan/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';

checkLeaks();

const ROOT = join(import.meta.dirname, '../..');
const EXAMPLE = join(ROOT, 'docs/examples/read-payment-settled.ts');

describe('the example that other teams start from', () => {
  test('stands in the README as it is in its file', async () => {
    const [readme, example] = await Promise.all([
      readFile(join(ROOT, 'README.md'), 'utf8'),
      readFile(EXAMPLE, 'utf8'),
    ]);
    expect(readme).toContain(`\n\`\`\`ts\n${example}\`\`\`\n`);
  });

  test('prints a payment that was settled, and nothing of one that is only held', async () => {
    const terms = ride();
    const held: AnyEvent = { type: 'PaymentHeld', data: { ...terms, ...stamp() } };
    const settled: AnyEvent = {
      type: 'PaymentSettled',
      data: {
        ...terms,
        ...stamp(),
        providerReference: '7001',
        settledAt: Date.now(),
        serviceFee: 0n,
      },
    };
    await publish([held, settled]);

    const output = startExample();

    const { eventId } = settled.data;
    await eventually(() => output().includes(eventId));
    const line = `${eventId}: ${terms.payerId} paid Rp 20000 for ${terms.reference}\n`;
    expect(output()).toContain(line);
    expect(output()).not.toContain(held.data.eventId);
  });
});

type Terms = Omit<EventData['PaymentHeld'], 'eventId' | 'occurredAt'>;

function ride(): Terms {
  const reference = unique('ride');
  const splits = [
    { walletId: 'd-1:driver', amount: 16_000n, purpose: 'DRIVER_SHARE' },
    { walletId: 'platform:commission', amount: 4_000n, purpose: 'COMMISSION' },
  ];
  const paymentId = `${reference}.ride.1`;
  return { paymentId, kind: 'RIDE', reference, payerId: 'c-1', amount: 20_000n, splits };
}

function stamp(): { eventId: string; occurredAt: number } {
  return { eventId: randomUUID(), occurredAt: Date.now() };
}

async function publish(events: readonly (AnyEvent & { data: Terms })[]): Promise<void> {
  const codec = createCodec({ registryUrl: parts().schemaRegistryUrl });
  for (const event of events) {
    const { type } = event;
    const { eventId: id, occurredAt, paymentId: key } = event.data;
    const headers = toHeaders({ id, type, source: '/test/readme', occurredAt, key });
    const value = await codec.frame(codec.encode(event));
    await produce(topicOf(type).name, [{ key, value, headers }]);
  }
}

/** Runs the file as its README says, with a group of its own; answers what it has printed so far. */
function startExample(): () => string {
  const child = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', EXAMPLE], {
    env: {
      ...process.env,
      KAFKA_BROKERS: parts().kafkaBrokers.join(','),
      SCHEMA_REGISTRY_URL: parts().schemaRegistryUrl,
      GROUP_ID: unique('receipts'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const ended = new Promise((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return () => printed;
}
