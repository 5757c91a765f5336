/** Ways of reading a figure from one look after another; the last one is now. PURE. */
import { answered, type Look, type Reading, type Told } from './look.ts';

type Looks = readonly Look[];
export type Facts = ReadonlyMap<string, boolean>;

/** A figure of a service as its instances say it now; the largest counts. */
export function perService(looks: Looks, figure: (told: Told) => number): readonly Reading[] {
  const now = looks.at(-1);
  return now ? [...figuresOf(now, figure)].map(([subject, value]) => ({ subject, value })) : [];
}

function figuresOf(look: Look, figure: (told: Told) => number): ReadonlyMap<string, number> {
  const figures = new Map<string, number>();
  for (const { service, told } of answered(look)) {
    figures.set(service, Math.max(figures.get(service) ?? 0, figure(told)));
  }
  return figures;
}

/** By how much a service's figure stands above its lowest within the time before now. */
export function growth(
  looks: Looks,
  withinMs: number,
  figure: (told: Told) => number,
): readonly Reading[] {
  const series = within(looks, withinMs).map((look) => figuresOf(look, figure));
  return [...(series.at(-1) ?? [])].map(([subject, value]) => {
    const lowest = Math.min(...series.map((one) => one.get(subject) ?? value));
    return { subject, value: value - lowest };
  });
}

/** How often a counter of a service went up in a second, over all its instances, within the time before now. */
export function rate(
  looks: Looks,
  withinMs: number,
  counter: (told: Told) => number | undefined,
): readonly Reading[] {
  const seen = within(looks, withinMs);
  const [first, last] = [seen[0], seen.at(-1)];
  const seconds = first && last ? (last.at - first.at) / 1_000 : 0;
  const perInstance = Map.groupBy(seen.flatMap(answered), ({ url }) => url);
  const rises = [...perInstance.values()].flatMap((of) => {
    const counts = of.flatMap(({ told }) => counter(told) ?? []);
    return of.slice(0, 1).map(({ service }) => ({ service, rise: riseOf(counts) }));
  });
  return [...Map.groupBy(rises, ({ service }) => service)].map(([subject, of]) => {
    const rise = of.reduce((sum, one) => sum + one.rise, 0);
    return { subject, value: seconds > 0 ? rise / seconds : 0 };
  });
}

/** A process that began anew counts from nothing. */
function riseOf(counts: readonly number[]): number {
  const steps = counts.map((count, at) => {
    const before = counts[at - 1] ?? count;
    return count >= before ? count - before : count;
  });
  return steps.reduce((sum, step) => sum + step, 0);
}

/** How often the instance at an address began anew within the time before now. */
export function restarts(looks: Looks, withinMs: number): readonly Reading[] {
  const begins = new Map<string, Set<number>>();
  for (const { service, url, told } of within(looks, withinMs).flatMap(answered)) {
    const subject = `${service} ${url}`;
    begins.set(subject, (begins.get(subject) ?? new Set()).add(told.since));
  }
  return [...begins].map(([subject, starts]) => ({ subject, value: starts.size - 1 }));
}

/** For how many looks up to now something has been so; what a look knows nothing of neither adds nor ends. */
export function looksInARow(looks: Looks, facts: (look: Look) => Facts): readonly Reading[] {
  return unbroken(looks, facts).map(({ subject, since }) => ({ subject, value: since.length }));
}

/** For how many seconds up to now something has been seen so. */
export function secondsInARow(looks: Looks, facts: (look: Look) => Facts): readonly Reading[] {
  const now = looks.at(-1)?.at ?? 0;
  return unbroken(looks, facts).map(({ subject, since }) => ({
    subject,
    value: (now - (since[0] ?? now)) / 1_000,
  }));
}

function unbroken(looks: Looks, facts: (look: Look) => Facts) {
  const runs = new Map<string, number[]>();
  let known: Facts = new Map();
  for (const look of looks) {
    known = facts(look);
    for (const [subject, so] of known) {
      runs.set(subject, so ? [...(runs.get(subject) ?? []), look.at] : []);
    }
  }
  return [...known.keys()].map((subject) => ({ subject, since: runs.get(subject) ?? [] }));
}

function within(looks: Looks, ms: number): Looks {
  const now = looks.at(-1)?.at ?? 0;
  return looks.filter(({ at }) => now - at <= ms);
}
