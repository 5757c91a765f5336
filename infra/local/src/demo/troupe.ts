// Puts together those who play, those who hear, and those who fill the purses.
import type { TopicName } from '@angkutan/events';
import { messageOf } from '../process/until.ts';
import type { Stack } from '../stack/start-stack.ts';
import { createBeside } from './beside.ts';
import { hire, type Cast } from './cast.ts';
import { createEars } from './ears.ts';
import { createErrands } from './errands.ts';
import type { Mix } from './mix.ts';
import { topUp, type Person } from './people.ts';
import { createPlayer } from './player.ts';
import { createPurses, type PurseActs } from './purses.ts';
import { openRidePlatform } from './ride-platform.ts';
import { scriptedDelivery, scriptedRide } from './script.ts';
import type { Tally } from './tally.ts';

export interface Troupe {
  /** Plays the n-th ride and what comes with it. */
  play(n: number): void;
  stop(): Promise<void>;
}

export interface Playing {
  readonly mix: Mix;
  readonly cast: Cast;
  readonly tally: Tally;
  /** Names this run in the ids of its rides. */
  readonly run: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

const TOPICS: Readonly<Record<Mix, readonly TopicName[]>> = {
  rides: ['angkutan.payments'],
  all: ['angkutan.payments', 'angkutan.wallets', 'angkutan.cash-outs'],
};

/** Connects; resolves when it can be played. */
export async function gatherTroupe(stack: Stack, playing: Playing): Promise<Troupe> {
  const { mix, cast, tally, run } = playing;
  const warn = (error: unknown): void => {
    if (!playing.signal.aborted) playing.say(`  ${messageOf(error)}`);
  };
  const withAll = mix === 'all';
  const ears = createEars();
  const platform = await openRidePlatform(
    stack,
    (event) => {
      player.hear(event);
      if (withAll) ears.hear(event);
    },
    TOPICS[mix],
  );
  const purses = createPurses(cast, {
    fill: (person, amount) => (withAll ? beside.fill(person, amount) : fillQuietly(person, amount)),
    replace: replacing(stack, warn),
  });
  const fillQuietly = (person: Person, amount: number): void => {
    topUp(stack, person, amount).catch((error: unknown) => {
      warn(error);
      purses.received(person.customerId, -BigInt(amount));
    });
  };
  const player = createPlayer({
    cast,
    tally,
    purses,
    publish: (event) => void platform.publish(event).catch(warn),
    onEnded: (ended) => (withAll ? beside.follow(ended) : undefined),
  });
  const deliver = (n: number): void => player.play(scriptedDelivery(run, n));
  const errands = createErrands(stack, ears, purses);
  const beside = createBeside({ cast, tally, errands, purses, deliver, warn });
  return {
    play(n) {
      player.play(scriptedRide(run, n));
      if (withAll) beside.play(n);
    },
    stop: () => platform.stop(),
  };
}

function replacing(stack: Stack, warn: (error: unknown) => void): PurseActs['replace'] {
  let come = 0;
  return (part, found) => {
    hire(stack, part, `Baru ${++come}`).then(found, (error: unknown) => {
      warn(error);
      found(undefined);
    });
  };
}
