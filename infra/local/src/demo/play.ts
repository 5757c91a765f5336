import { setTimeout as pause } from 'node:timers/promises';
import type { Stack } from '../stack/start-stack.ts';
import { messageOf } from '../process/until.ts';
import { checkEndings, checkLedger, checkProvider } from './books.ts';
import { gatherCast, type Cast } from './cast.ts';
import { checkLine, progressLine, totalsLines, whereToLook } from './lines.ts';
import { topUp } from './people.ts';
import { createPlayer, type Player } from './player.ts';
import { createPurses } from './purses.ts';
import { openRidePlatform } from './ride-platform.ts';
import { scriptedRide } from './script.ts';
import { createTally, type Tally } from './tally.ts';

export interface Demo {
  readonly ridesPerSecond: number;
  /** Ends after so many are final; undefined: plays until stopped. */
  readonly rides: number | undefined;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

const TICK_MS = 100;
const LINE_EVERY_MS = 1_000;
const FINAL_WITHIN_MS = 60_000;

/** Plays rides through a running stack. Returns 0 when the books agree in the end, 1 when not. */
export async function playDemo(stack: Stack, demo: Demo): Promise<number> {
  const { say } = demo;
  say('Registering riders and drivers, and topping them up');
  const cast = await gatherCast(stack);
  const tally = createTally();
  const warn = (error: unknown): void => say(`  ${messageOf(error)}`);
  const purses = createPurses(cast, (person, amount) => {
    topUp(stack, person, amount).catch(warn);
  });
  const platform = await openRidePlatform(stack, (event) => player.hear(event));
  const player: Player = createPlayer({
    cast,
    tally,
    publish: (event) => void platform.publish(event).catch(warn),
    onPaid: (customerId, amount) => purses.paid(customerId, amount),
  });
  const run = Date.now().toString(36);
  for (const line of whereToLook(stack, scriptedRide(run, 0).rideId)) say(line);
  const startedAt = Date.now();
  const secondsNow = (): number => Math.round((Date.now() - startedAt) / 1_000);
  const lines = setInterval(() => say(progressLine(secondsNow(), tally)), LINE_EVERY_MS);
  try {
    await playRides({ demo, tally, player, run });
    await untilFinal(tally, demo.signal);
  } finally {
    clearInterval(lines);
    await platform.stop();
  }
  for (const line of totalsLines(secondsNow(), tally)) say(line);
  return demo.signal.aborted ? 0 : await closeBooks(stack, { cast, tally, say });
}

interface Playing {
  readonly demo: Demo;
  readonly tally: Tally;
  readonly player: Player;
  readonly run: string;
}

async function playRides({ demo, tally, player, run }: Playing): Promise<void> {
  const startedAt = Date.now();
  const wanted = demo.rides ?? Infinity;
  while (tally.totals().sent < wanted && !demo.signal.aborted) {
    const due = ((Date.now() - startedAt) / 1_000) * demo.ridesPerSecond + 1;
    for (let n = tally.totals().sent; n < Math.min(Math.floor(due), wanted); n++) {
      player.play(scriptedRide(run, n));
    }
    await pause(TICK_MS, undefined, { signal: demo.signal }).catch(() => undefined);
  }
}

async function untilFinal(tally: Tally, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + FINAL_WITHIN_MS;
  while (tally.open().length > 0 && Date.now() < deadline && !signal.aborted) {
    await pause(TICK_MS, undefined, { signal }).catch(() => undefined);
  }
}

interface Ended {
  readonly cast: Cast;
  readonly tally: Tally;
  readonly say: (line: string) => void;
}

async function closeBooks(stack: Stack, { cast, tally, say }: Ended): Promise<number> {
  const provider = await checkProvider(stack, cast);
  const checks = [checkEndings(tally.totals()), await checkLedger(stack), provider];
  for (const check of checks) say(checkLine(check));
  const open = tally.open();
  if (open.length > 0)
    say(`  not final: ${open.slice(0, 5).join(', ')}${open.length > 5 ? ', …' : ''}`);
  return checks.every(({ holds }) => holds) ? 0 : 1;
}
