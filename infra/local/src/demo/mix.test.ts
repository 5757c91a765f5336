import { describe, expect, test } from 'vitest';
import { actBeside, sequelOf } from './mix.ts';
import { scriptedDelivery, scriptedRide } from './script.ts';

const CYCLE = Array.from({ length: 20 }, (_, n) => n);

describe('what is played beside twenty rides', () => {
  const acts = CYCLE.flatMap((n) => actBeside(n) ?? []);
  const sequels = CYCLE.flatMap((n) => sequelOf(n) ?? []);
  const having = (like: object): unknown[] => {
    const found = [...acts, ...sequels].filter((one) =>
      Object.entries(like).every(([name, value]) => Reflect.get(one, name) === value),
    );
    return found;
  };

  test.for([
    { kind: 'delivery' },
    { kind: 'top-up', to: 'rider', way: 'VIRTUAL_ACCOUNT' },
    { kind: 'top-up', to: 'rider', way: 'MODERN_TRADE' },
    { kind: 'top-up', to: 'driver', way: 'VIRTUAL_ACCOUNT' },
    { kind: 'top-up', to: 'driver', way: 'MODERN_TRADE' },
    { kind: 'over-limit' },
    { kind: 'p2p' },
    { kind: 'cash-out', from: 'sender', channel: 'BANK' },
    { kind: 'cash-out', from: 'sender', channel: 'MODERN_TRADE' },
    { kind: 'cash-out', from: 'driver', channel: 'BANK' },
    { kind: 'cash-out', from: 'driver', channel: 'MODERN_TRADE' },
    { kind: 'tip' },
    { kind: 'refund', bearer: 'PROPORTIONAL' },
    { kind: 'refund', bearer: 'PLATFORM', percent: 100 },
  ])('has %o', (like) => {
    expect(having(like)).not.toEqual([]);
  });

  test('has QRIS codes that name the amount, that add a tip, and that leave it to the payer', () => {
    const codes = acts.flatMap((act) => (act.kind === 'qris' ? [act] : []));
    expect(
      codes.map(({ amount, qrContent }) => [amount, qrContent.includes('55020256042000')]),
    ).toEqual([
      [12_500, false],
      [undefined, false],
      [undefined, true],
    ]);
  });

  test('lets only rides that are driven and paid from a wallet have a sequel', () => {
    const scenes = CYCLE.filter((n) => sequelOf(n)).map((n) => scriptedRide('run', n).scene);
    expect(new Set(scenes)).toEqual(new Set(['WALLET']));
  });

  test('is the same for every twenty, and deliveries have ids of their own', () => {
    for (const n of CYCLE) expect(actBeside(n + 40)).toBe(actBeside(n));
    const ids = [0, 1, 2].flatMap((n) => [
      scriptedRide('run', n).rideId,
      scriptedDelivery('run', n).rideId,
    ]);
    expect(new Set(ids).size).toBe(6);
  });
});
