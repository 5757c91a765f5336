import { describe, expect, it } from 'vitest';
import { sharedReading } from './shared-reading.ts';

describe('a shared reading', () => {
  it('is made once for all who ask while it is under way, and while it lives', async () => {
    let made = 0;
    const read = sharedReading(
      () => 60_000,
      async () => {
        await Promise.resolve();
        return (made += 1);
      },
    );
    expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1]);
    expect(await read()).toBe(1);
  });

  it('is made anew once its life is over', async () => {
    let made = 0;
    const read = sharedReading(
      () => 0,
      async () => (made += 1),
    );
    expect([await read(), await read()]).toEqual([1, 2]);
  });

  it('that failed is not kept', async () => {
    let made = 0;
    const read = sharedReading(
      () => 60_000,
      async () => {
        made += 1;
        if (made === 1) throw new Error('away');
        return made;
      },
    );
    await expect(Promise.all([read(), read()])).rejects.toThrow('away');
    expect(await read()).toBe(2);
  });
});
