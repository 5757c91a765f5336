import { setTimeout as pause } from 'node:timers/promises';
import type { Stack } from '../stack/start-stack.ts';
import { checkEndings, checkLedger, checkProvider, differencesNow } from './books.ts';
import { gatherCast, type Cast } from './cast.ts';
import { checkLine, createProgress, totalsLines, whereToLook } from './lines.ts';
import type { Mix } from './mix.ts';
import { scriptedRide } from './script.ts';
import { createTally, type Tally } from './tally.ts';
import { gatherTroupe, type Troupe } from './troupe.ts';

export interface Demo {
  readonly mix: Mix;
  readonly ridesPerSecond: number;
  /** Ends after so many are final, and all that came with them; undefined: plays until stopped. */
  readonly rides: number | undefined;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

const TICK_MS = 100;
const LINE_EVERY_MS = 1_000;
const FINAL_WITHIN_MS = 60_000;

/** Plays the mix through a running stack. Returns 0 when the books agree in the end, 1 when not. */
export async function playDemo(stack: Stack, demo: Demo): Promise<number> {
  const { mix, say } = demo;
  say('Registering riders and drivers, and topping them up');
  const known = await differencesNow(stack);
  const cast = await gatherCast(stack, mix);
  const tally = createTally();
  const run = Date.now().toString(36);
  const troupe = await gatherTroupe(stack, { ...demo, cast, tally, run });
  for (const line of whereToLook(stack, scriptedRide(run, 0).rideId)) say(line);
  const startedAt = Date.now();
  const secondsNow = (): number => Math.round((Date.now() - startedAt) / 1_000);
  const progress = createProgress(mix, tally);
  const lines = setInterval(() => progress(secondsNow()).forEach(say), LINE_EVERY_MS);
  try {
    await playRides(demo, tally, troupe.play);
    await untilFinal(tally, demo.signal);
  } finally {
    clearInterval(lines);
    await troupe.stop();
  }
  for (const line of totalsLines(secondsNow(), mix, tally)) say(line);
  return demo.signal.aborted ? 0 : await closeBooks(stack, { cast, tally, known, say });
}

async function playRides(demo: Demo, tally: Tally, play: Troupe['play']): Promise<void> {
  const startedAt = Date.now();
  const wanted = demo.rides ?? Infinity;
  const sent = (): number => tally.totals('ride').sent;
  while (sent() < wanted && !demo.signal.aborted) {
    const due = ((Date.now() - startedAt) / 1_000) * demo.ridesPerSecond + 1;
    for (let n = sent(); n < Math.min(Math.floor(due), wanted); n++) play(n);
    await pause(TICK_MS, undefined, { signal: demo.signal }).catch(() => undefined);
  }
}

async function untilFinal(tally: Tally, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + FINAL_WITHIN_MS;
  while (tally.open().length > 0 && Date.now() < deadline && !signal.aborted) {
    await pause(TICK_MS, undefined, { signal }).catch(() => undefined);
  }
}

interface Over {
  readonly cast: Cast;
  readonly tally: Tally;
  readonly known: readonly string[];
  readonly say: (line: string) => void;
}

async function closeBooks(stack: Stack, { cast, tally, known, say }: Over): Promise<number> {
  const provider = await checkProvider(stack, cast.everyone(), known);
  const checks = [checkEndings(tally), await checkLedger(stack), provider];
  for (const check of checks) say(checkLine(check));
  const open = tally.open();
  if (open.length > 0)
    say(`  not final: ${open.slice(0, 5).join(', ')}${open.length > 5 ? ', …' : ''}`);
  return checks.every(({ holds }) => holds) ? 0 : 1;
}
