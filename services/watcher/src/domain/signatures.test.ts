import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Look, Reading, Told } from './look.ts';
import { instance, lookAt, SILENT } from './looks.samples.ts';
import * as limits from './signatures.ts';
import { SIGNATURES } from './signatures.ts';

const ROOT = join(import.meta.dirname, '../../../..');
type Differs = (n: number) => Partial<Look>;

const looks = (count: number, differs: Differs): readonly Look[] =>
  Array.from({ length: count }, (_, n) => lookAt(n, differs(n)));
const saying =
  (told: (n: number) => Partial<Told>): Differs =>
  (n) => ({ instances: [instance(told(n))] });
const oldest =
  (state: 'SENDING' | 'UNKNOWN' | 'MANUAL', ageSeconds: number): Differs =>
  () => ({ calls: [{ service: 'wallet', state, ageSeconds }] });

/** Each signature with a platform of so many looks in which it just fires, and one in which it just does not. */
const CASES: Readonly<Record<string, readonly [count: number, fires: Differs, silent: Differs]>> = {
  'stuck-instruction': [
    1,
    oldest('SENDING', limits.STUCK_S),
    oldest('SENDING', limits.STUCK_S - 1),
  ],
  'unknown-outcomes': [
    1,
    oldest('UNKNOWN', limits.UNKNOWN_S),
    oldest('UNKNOWN', limits.UNKNOWN_S - 1),
  ],
  'outbox-backlog': [
    1,
    saying(() => ({ outboxSeconds: limits.OUTBOX_S })),
    saying(() => ({ outboxSeconds: limits.OUTBOX_S - 1 })),
  ],
  'dead-consumer': [
    9,
    () => ({ groups: [{ group: 'angkutan.wallet', state: 'Empty' }] }),
    (n) => ({ groups: [{ group: 'angkutan.wallet', state: n === 4 ? 'Stable' : 'Empty' }] }),
  ],
  'crash-loop': [
    8,
    saying((n) => ({ since: Math.min(n, limits.RESTARTS) })),
    saying((n) => ({ since: Math.min(n, limits.RESTARTS - 1) })),
  ],
  'parked-keys': [
    11,
    saying((n) => ({ parkedKeys: 50 + n })),
    saying((n) => ({ parkedKeys: 50 - n })),
  ],
  'dead-letters': [3, saying((n) => ({ deadLetters: 7 + n })), saying(() => ({ deadLetters: 7 }))],
  'breaker-open': [
    1,
    saying(() => ({ breakers: { transfer: 'half-open' } })),
    saying(() => ({ breakers: { transfer: 'closed' } })),
  ],
  'ledger-sum': [
    1,
    () => ({ money: { sum: -1, breaks: 0, wallets: [] } }),
    () => ({ money: { sum: 0, breaks: 3, wallets: [] } }),
  ],
  drift: [
    1,
    () => ({ money: { sum: 0, breaks: 1, wallets: [] } }),
    () => ({ money: { sum: 9, breaks: 0, wallets: [] } }),
  ],
  'wallet-differs': [
    1,
    () => ({ money: { sum: 7, breaks: 0, wallets: [{ amount: 7, contained: false }] } }),
    () => ({ money: { sum: 7, breaks: 0, wallets: [] } }),
  ],
  'hot-account': [
    31,
    saying((n) => ({ conflicts: n * limits.CONFLICTS_PER_S * 2 })),
    saying((n) => ({ conflicts: n * limits.CONFLICTS_PER_S * 2 - n })),
  ],
  'callback-storm': [
    31,
    saying((n) => ({ callbacks: n * limits.CALLBACKS_PER_S * 2 })),
    saying((n) => ({ callbacks: n === 30 ? 0 : n * 10 })),
  ],
  'registry-down': [
    3,
    (n) => ({ registryAnswers: n === 0 }),
    (n) => ({ registryAnswers: n !== 2 }),
  ],
  'canary-silent': [
    1,
    saying(() => ({ canarySeconds: limits.CANARY_S })),
    () => ({
      instances: [
        instance({ canarySeconds: limits.CANARY_S - 1 }),
        { ...instance({ canarySeconds: limits.CANARY_S }), url: 'http://w2' },
      ],
    }),
  ],
  silence: [
    3,
    (n) => (n === 0 ? {} : { instances: [SILENT] }),
    (n) => (n === 2 ? { instances: [SILENT] } : {}),
  ],
};

const firing = (name: string, seen: readonly Look[]): readonly Reading[] => {
  const signature = SIGNATURES.find((one) => one.name === name);
  return signature?.readings(seen).filter(({ value }) => value >= signature.threshold) ?? [];
};

describe('a signature', () => {
  it.each(Object.entries(CASES))(
    '%s fires at its threshold, and not below it',
    (name, [count, fires, silent]) => {
      expect(firing(name, looks(count, fires))).toHaveLength(1);
      expect(firing(name, looks(count, silent))).toEqual([]);
    },
  );

  it('kafka-down fires when two looks in a row saw no group', () => {
    const unseen = (n: number): Look => {
      const { groups: _none, ...rest } = lookAt(n);
      return rest;
    };
    expect(firing('kafka-down', [lookAt(0), unseen(1), unseen(2)])).toHaveLength(1);
    expect(firing('kafka-down', [unseen(0), unseen(1), lookAt(2)])).toEqual([]);
  });

  it('is tried here, whichever there is', () => {
    expect([...Object.keys(CASES), 'kafka-down'].toSorted()).toEqual(
      SIGNATURES.map(({ name }) => name).toSorted(),
    );
  });

  it('says nothing of a platform that is well', () => {
    const well = looks(100, () => ({}));
    expect(SIGNATURES.flatMap(({ name }) => firing(name, well))).toEqual([]);
  });

  it('has a name of its own, and a runbook that is there', () => {
    expect(new Set(SIGNATURES.map(({ name }) => name)).size).toBe(SIGNATURES.length);
    const missing = SIGNATURES.filter(({ runbook }) => !existsSync(join(ROOT, runbook)));
    expect(missing.map(({ name, runbook }) => [name, runbook])).toEqual([]);
  });
});

describe('a ledger that does not sum to zero', () => {
  it('is nobody’s only by as much as no wallet explains', () => {
    const wallets = [
      { amount: 7, contained: false },
      { amount: -2, contained: true },
    ];
    const seen = (sum: number) => looks(1, () => ({ money: { sum, breaks: 0, wallets } }));
    expect(firing('ledger-sum', seen(5))).toEqual([]);
    expect(firing('ledger-sum', seen(6))).toEqual([{ subject: 'wallet', value: 1 }]);
  });
});

describe('what an operator holds', () => {
  it('is not dead, neither by its own word nor for Kafka', () => {
    const held = looks(20, () => ({
      instances: [
        instance({ consumers: [{ group: 'angkutan.wallet', alive: false, held: true }] }),
      ],
      groups: [{ group: 'angkutan.wallet', state: 'Empty' }],
    }));
    expect(firing('dead-consumer', held)).toEqual([]);
  });
});

describe('a consumer that says itself that it is dead', () => {
  it('is dead, although Kafka calls its group stable', () => {
    const dead = looks(
      9,
      saying(() => ({
        consumers: [{ group: 'angkutan.wallet', alive: false, held: false }],
      })),
    );
    expect(firing('dead-consumer', dead)).toEqual([{ subject: 'angkutan.wallet', value: 16 }]);
  });
});

describe('a silent service', () => {
  it('is no reading of its figures: they are not known', () => {
    const outbox = SIGNATURES.find(({ name }) => name === 'outbox-backlog');
    expect(outbox?.readings([lookAt(0, { instances: [SILENT] })])).toEqual([]);
  });
});
