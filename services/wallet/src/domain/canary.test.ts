import { expect, it } from 'vitest';
import { event, ready, tell } from './world.samples.ts';

it('a canary is answered with when it was sent, and nothing of the wallets changes', () => {
  const world = ready();
  const before = structuredClone(world.states);
  const data = { eventId: 'e', occurredAt: 1_000, canaryId: 'canary-1' };
  tell(world, event({ type: 'CanarySent', data }));
  expect(world.published.at(-1)).toEqual({
    type: 'CanaryAnswered',
    key: 'canary-1',
    data: { canaryId: 'canary-1', sentAt: 1_000 },
  });
  expect(world.states).toEqual(before);
});
