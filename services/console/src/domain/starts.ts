/** What the instances have said of themselves, one look after another: when they began, and what went wrong. PURE. */

/** Restarts are counted over this time. */
const REMEMBERED_MS = 5 * 60_000;
const MINUTE_MS = 60_000;

type Counts = Readonly<Record<string, number>>;

/** What a process said at one moment. */
export interface Said {
  readonly at: number;
  /** When it began; another moment is another process. */
  readonly since: string;
  /** How often messages went wrong since then, by consumer group and class. */
  readonly errors: Readonly<Record<string, Counts>>;
}

/** Oldest first. */
export type Memory = readonly Said[];

export const remembered = (before: Memory, now: number, said?: Said): Memory => [
  ...before.filter(({ at }) => now - at <= REMEMBERED_MS),
  ...(said ? [said] : []),
];

/** How often the instance at one address began anew within five minutes. */
export const restartsIn = (memory: Memory): number =>
  Math.max(0, new Set(memory.map(({ since }) => since)).size - 1);

/** What went wrong in the last minute with messages of the group, by class, in all instances together. */
export function errorsIn(memories: Iterable<Memory>, group: string, now: number): Counts {
  const sums = new Map<string, number>();
  for (const memory of memories) {
    for (const [at, said] of memory.entries()) {
      const before = memory[at - 1];
      if (!before || now - said.at > MINUTE_MS) continue;
      for (const [name, rise] of risesOf(before, said, group)) {
        sums.set(name, (sums.get(name) ?? 0) + rise);
      }
    }
  }
  return Object.fromEntries([...sums].filter(([, sum]) => sum > 0));
}

/** A process that began anew counts from nothing. */
function risesOf(before: Said, said: Said, group: string): readonly (readonly [string, number])[] {
  const base: Counts = before.since === said.since ? (before.errors[group] ?? {}) : {};
  return Object.entries(said.errors[group] ?? {}).map(([name, count]) => [
    name,
    count - (base[name] ?? 0),
  ]);
}
