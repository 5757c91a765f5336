import { describe, expect, it } from 'vitest';
import { pacedReading } from './paced-reading.ts';

/** Reads the number of the reading, and takes as long as it is told. */
function reading(tookMs: number) {
  const clock = { now: 0, made: 0 };
  const read = pacedReading(
    async () => {
      await Promise.resolve();
      clock.now += tookMs;
      return (clock.made += 1);
    },
    () => clock.now,
  );
  return { clock, read };
}

describe('a paced reading', () => {
  it('that is short is made for everybody who asks, so that each sees what he has just written', async () => {
    const { read } = reading(249);
    expect(await Promise.all([read(), read()])).toEqual([1, 2]);
    expect(await read()).toBe(3);
  });

  it('that is long takes a twentieth of the time at most', async () => {
    const { clock, read } = reading(2_000);
    await read();
    clock.now += 19 * 2_000 - 1;
    expect(await read()).toBe(1);
    clock.now += 1;
    expect(await Promise.all([read(), read(), read()])).toEqual([2, 2, 2]);
  });

  it('that failed is not kept', async () => {
    let made = 0;
    const read = pacedReading(async () => {
      made += 1;
      if (made === 1) throw new Error('away');
      return made;
    });
    await expect(read()).rejects.toThrow('away');
    expect(await read()).toBe(2);
  });
});
