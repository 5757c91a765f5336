import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTurns } from './turns.ts';

describe('turns', () => {
  it('are taken one at a time under a name, in the order of asking, also after a failure', async () => {
    const takeTurn = createTurns();
    const seen: string[] = [];
    const act =
      (name: string, fails = false) =>
      async () => {
        seen.push(`${name} begins`);
        await delay(5);
        seen.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const results = await Promise.allSettled([
      takeTurn('w', act('a')),
      takeTurn('w', act('b', true)),
      takeTurn('w', act('c')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('of different names are taken side by side', async () => {
    const takeTurn = createTurns();
    const gate = Promise.withResolvers<void>();
    const waiting = takeTurn('one', () => gate.promise);
    expect(await takeTurn('other', () => Promise.resolve('done'))).toBe('done');
    gate.resolve();
    await waiting;
  });
});
