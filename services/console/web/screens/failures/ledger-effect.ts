/** What handing messages back would do, all together. PURE. */
import type { Preview } from '../../api/replays.ts';

export interface Effect {
  readonly wouldRun: number;
  readonly behindParkedKey: number;
  readonly behindDeadLetter: number;
  readonly notDead: number;
  /** Of those that would run: how they would end, by outcome and code. */
  readonly outcomes: readonly (readonly [string, number])[];
  readonly publishes: readonly (readonly [string, number])[];
  /** What each account would gain or lose. */
  readonly accounts: readonly (readonly [string, number])[];
  readonly movesMoney: boolean;
}

export function effectOf(previews: readonly Preview[]): Effect {
  const of = (status: Preview['status']): number =>
    previews.filter((one) => one.status === status).length;
  const legs = previews.flatMap(({ moves }) => moves.flatMap((move) => move.legs));
  return {
    wouldRun: of('would-run'),
    behindParkedKey: of('behind-parked-key'),
    behindDeadLetter: of('behind-dead-letter'),
    notDead: of('not-dead'),
    outcomes: summed(previews.flatMap(({ outcome, code }) => outcomeOf(outcome, code))),
    publishes: summed(previews.flatMap(({ publishes }) => publishes.map((type) => [type, 1]))),
    accounts: summed(legs.map(({ account, amount }) => [account, amount])),
    movesMoney: legs.length > 0,
  };
}

const outcomeOf = (outcome: string | undefined, code: string | undefined): [string, number][] =>
  outcome === undefined ? [] : [[code === undefined ? outcome : `${outcome} · ${code}`, 1]];

/** The largest first, whichever its sign. */
function summed(
  parts: readonly (readonly [string, number])[],
): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const [name, amount] of parts) sums.set(name, (sums.get(name) ?? 0) + amount);
  return [...sums].toSorted(([, one], [, other]) => Math.abs(other) - Math.abs(one));
}
