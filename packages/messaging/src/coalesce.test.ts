import { setImmediate } from 'node:timers/promises';
import { assert, asyncProperty, array, integer } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coalesce, GROUP_MAX } from './coalesce.ts';
import type { Result } from './work.ts';

const refused = (detail: string): Result<never> => ({ status: 'refused', code: 'ECHO', detail });

describe('coalescing', () => {
  it('answers every submission its own results, in order, in groups that are never too large', async () => {
    const sizes = array(integer({ min: 0, max: GROUP_MAX }), { minLength: 1, maxLength: 12 });
    await assert(
      asyncProperty(sizes, async (counts) => {
        const seen: string[] = [];
        let running = 0;
        const coalescer = coalesce(async (messages: readonly string[]) => {
          running += 1;
          expect(running).toBe(1);
          expect(messages.length).toBeLessThanOrEqual(GROUP_MAX);
          seen.push(...messages);
          await setImmediate();
          running -= 1;
          return messages.map(refused);
        });
        const submissions = counts.map((count, s) =>
          Array.from({ length: count }, (_, i) => `${s}-${i}`),
        );
        const results = await Promise.all(submissions.map((one) => coalescer.submit(one)));
        expect(results).toEqual(submissions.map((one) => one.map(refused)));
        expect(seen).toEqual(submissions.flat());
      }),
    );
  });

  it('tells each of the group when it cannot be run, and goes on with the next', async () => {
    let broken = true;
    const coalescer = coalesce(async (messages: readonly string[]) => {
      if (broken) throw new Error('broken');
      return messages.map(refused);
    });
    const both = await Promise.allSettled([coalescer.submit(['a']), coalescer.submit(['b'])]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    expect(await coalescer.submit(['c'])).toEqual([refused('c')]);
  });
});
