import { setTimeout as pause } from 'node:timers/promises';
import type { AnyEvent } from '@angkutan/events';
import { openRidePlatform, type Stack } from '@angkutan/local';
import type { People } from './people.ts';
import { rideOf, type Method } from './rides.ts';
import { createTrack, type Track } from './track.ts';

/** One row of the table. */
export interface Row {
  readonly name: string;
  readonly method: Method;
  /** How long new rides are started, in seconds; those under way are then waited for. */
  readonly seconds: number;
  /** Rides a second. Without it rides start as fast as the platform takes them. */
  readonly rate?: number;
}

export interface Played {
  readonly row: Row;
  readonly rides: number;
  /** From the first RideBooked produced to the last PaymentSettled consumed. */
  readonly seconds: number;
  readonly track: Pick<Track, 'heldMs' | 'settledMs'>;
}

export interface Stage {
  readonly stack: Stack;
  readonly people: People;
  /** Rides on their way at once, at most. */
  readonly window: number;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

const TICK_MS = 20;
const LINE_EVERY_MS = 2_000;
/** Rides that are not settled so long after the last one started are taken for lost. */
const FINAL_WITHIN_MS = 60_000;

/**
 * Plays one row of rides through Kafka and waits until all are settled.
 * @throws when a ride ended in another way or not in time: a fast wrong run is a failed run
 */
export async function play(row: Row, stage: Stage): Promise<Played> {
  const faults: unknown[] = [];
  const hear = (event: AnyEvent): void => track.hear(event);
  const platform = await openRidePlatform(stage.stack, hear);
  const track = createTrack(row.method, (event) => {
    platform.publish(event).catch((error: unknown) => faults.push(error));
  });
  const startedAt = performance.now();
  const lines = setInterval(() => stage.say(progress(row, track, startedAt)), LINE_EVERY_MS);
  try {
    await startRides(row, stage, track);
    await untilSettled(track, stage.signal);
  } finally {
    clearInterval(lines);
    await platform.stop();
  }
  stage.signal.throwIfAborted();
  check(row, track, faults);
  const seconds = (track.lastSettledAt() - startedAt) / 1_000;
  return { row, rides: track.settled(), seconds, track };
}

async function startRides(row: Row, stage: Stage, track: Track): Promise<void> {
  const startedAt = performance.now();
  const run = `bench-${Date.now().toString(36)}`;
  for (let passed = 0; passed < row.seconds && !stage.signal.aborted;) {
    const room = stage.window - track.open();
    const due = row.rate === undefined ? room : Math.floor(passed * row.rate) - track.started();
    for (let n = Math.min(room, due); n > 0; n--) {
      track.start(rideOf(run, track.started(), row.method, stage.people));
    }
    await pause(TICK_MS);
    passed = (performance.now() - startedAt) / 1_000;
  }
}

async function untilSettled(track: Track, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + FINAL_WITHIN_MS;
  while (track.open() > 0 && performance.now() < deadline && !signal.aborted) await pause(TICK_MS);
}

function check({ name }: Row, track: Track, faults: readonly unknown[]): void {
  const wrong = [
    ...faults.map(String),
    ...track.strays,
    ...(track.open() > 0 ? [`${track.open()} rides are not settled`] : []),
    ...(track.settled() === 0 ? ['no ride was played'] : []),
  ];
  if (wrong.length > 0) throw new Error(`${name}: ${wrong.slice(0, 5).join('; ')}`);
}

function progress({ name }: Row, track: Track, startedAt: number): string {
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  return `  ${name}: ${seconds} s, ${track.started()} rides started, ${track.settled()} settled`;
}
