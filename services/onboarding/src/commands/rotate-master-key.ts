import type { KeyRotation } from '../domain/personal-data.ts';
import type { Say } from './say.ts';

/** Keys written at once. */
const PAGE = 200;
const SHOWN_MAX = 10;

/**
 * Wraps every customer's key under the current master key. It may be stopped anywhere, by kill -9 too,
 * and started again: what is done is told by the rows themselves. Answers whether nothing is left.
 */
export async function rotateMasterKey(
  rotation: KeyRotation,
  say: Say,
  page: number = PAGE,
): Promise<boolean> {
  const before = await rotation.counts();
  say(`from master key ${rotation.from} to ${rotation.to}`);
  say(`${before.total} customers' keys, ${before.left} of them to wrap anew`);
  let rewrapped = 0;
  const unopened: string[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const done = await rotation.rewrap(after, page);
    rewrapped += done.rewrapped;
    unopened.push(...done.unopened);
    after = done.last;
    if (after !== undefined) say(`wrapped anew ${rewrapped} of ${before.left}`);
  }
  const { total, left } = await rotation.counts();
  say(`done: ${total} keys, ${rewrapped} wrapped anew now, ${left} left`);
  if (unopened.length > 0) {
    const some = unopened.slice(0, SHOWN_MAX).join(', ');
    say(`neither master key opens the keys of ${unopened.length} customers, such as ${some}`);
  }
  return left === 0;
}
