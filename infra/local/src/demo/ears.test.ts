import type { AnyEvent } from '@angkutan/events';
import { expect, test } from 'vitest';
import { createEars } from './ears.ts';

const stamp = { eventId: 'e', occurredAt: 0 };
const received = (providerReference: string): AnyEvent => ({
  type: 'TopUpReceived',
  data: {
    ...stamp,
    walletId: 'w',
    customerId: 'c',
    amount: 5n,
    channel: 'VIRTUAL_ACCOUNT',
    providerReference,
  },
});

test('an event is heard by who waits for it, whether it comes before or after', async () => {
  const ears = createEars();
  ears.hear(received('early'));
  const late = ears.next('TopUpReceived late');
  ears.hear(received('other'));
  ears.hear(received('late'));
  expect(await ears.next('TopUpReceived early')).toEqual(received('early'));
  expect(await late).toEqual(received('late'));
});

test('what nobody ever waits for is forgotten, the oldest first', async () => {
  const ears = createEars();
  for (let n = 0; n <= 2_000; n++) ears.hear(received(`${n}`));
  const first = ears.next('TopUpReceived 0').then(() => 'heard');
  const second = ears.next('TopUpReceived 1').then(() => 'heard');
  expect(await second).toBe('heard');
  expect(await Promise.race([first, Promise.resolve('forgotten')])).toBe('forgotten');
});
