import { expect, it } from 'vitest';
import { attachedIdOf, idOf } from './asking.ts';

/** What KasPro takes as a reference. */
const REFERENCE_MAX = 100;

it('the refund of a tip of the longest ride id fits KasPro’s reference, with its transfer and attempt', () => {
  const caller = { sub: 'somebody', role: 'service' } as const;
  const rideId = 'r'.repeat(64);
  const refund = `${rideId}.tip.${attachedIdOf(caller, 'a')}.refund.${attachedIdOf(caller, 'b')}`;
  expect(`${refund}.t12~9`.length).toBeLessThanOrEqual(REFERENCE_MAX);
});

it('the same caller and key make the same id, another caller or key another', () => {
  const one = { sub: 'one', role: 'customer' } as const;
  expect(attachedIdOf(one, 'key')).toBe(attachedIdOf(one, 'key'));
  const ids = [idOf(one, 'a'), idOf(one, 'b'), idOf({ ...one, sub: 'two' }, 'a')];
  expect(new Set(ids.map((id) => id.slice(0, 8))).size).toBe(3);
});
