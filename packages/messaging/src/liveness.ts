import type { Consumer } from 'kafkajs';

/** A consumer that has not asked for messages for so long, or is in no working group, is dead. */
const SILENCE_MAX_MS = 30_000;
const LOOK_EVERY_MS = 5_000;

export interface Liveness {
  /** Member of a Stable group, and polled lately. */
  isAlive(): boolean;
  stop(): void;
}

/**
 * Watches a consumer from outside: kafkajs can stop consuming while its process looks healthy.
 * `onDead` is called once, when it has crashed for good.
 */
export function watchConsumer(consumer: Consumer, onDead: (error: Error) => void): Liveness {
  let memberId = '';
  let polledAt = performance.now();
  // Nobody is a member before the group says so.
  let stableAt = Number.NEGATIVE_INFINITY;
  let dead = false;

  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    memberId = payload.memberId;
    stableAt = performance.now();
  });
  consumer.on(consumer.events.FETCH, () => (polledAt = performance.now()));
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    if (payload.restart || dead) return;
    dead = true;
    onDead(payload.error);
  });

  async function look(): Promise<void> {
    const { state, members } = await consumer.describeGroup();
    const member = members.some((one) => one.memberId === memberId);
    if (state === 'Stable' && member) stableAt = performance.now();
  }

  const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
  return {
    isAlive: () => !dead && performance.now() - Math.min(polledAt, stableAt) < SILENCE_MAX_MS,
    stop: () => clearInterval(timer),
  };
}
