/** How late consumers are, from one look after another. PURE. */

/** How many looks are remembered, for trends and for telling lag in seconds. */
export const LOOKS_MAX = 60;

export interface Position {
  readonly topic: string;
  readonly partition: number;
  /** The next offset to be read; below 0: nothing was committed yet. */
  readonly committed: number;
  readonly end: number;
  /** The oldest offset that is there. */
  readonly low: number;
}

export interface Look {
  readonly group: string;
  readonly state: string;
  readonly members: readonly { readonly memberId: string }[];
  readonly partitions: readonly Position[];
}

interface Point {
  readonly at: number;
  readonly lag: number;
  readonly perSecond: number;
}

export interface Trend {
  readonly history: readonly Point[];
  /** Times that the members were others than the look before. */
  readonly rebalances: number;
  readonly members: string;
  readonly partitions: ReadonlyMap<string, readonly Seen[]>;
}

interface Seen {
  readonly at: number;
  readonly end: number;
  readonly read: number;
}

export interface PartitionLag extends Position {
  readonly lag: number;
  /** Since when the next message waits, as far as we have looked: 0 with nothing to read. */
  readonly lagSeconds: number;
  /** For how long nothing was read of it although something waits. */
  readonly stalledSeconds: number;
}

const NONE: Trend = { history: [], rebalances: 0, members: '', partitions: new Map() };

const idOf = ({ topic, partition }: Position): string => `${topic}/${partition}`;
/** What Kafka has deleted can be read no more. */
const readOf = ({ committed, low }: Position): number => Math.max(committed, low);
export const lagOf = (position: Position): number => Math.max(0, position.end - readOf(position));

/** The trend after one more look. */
export function after(before: Trend = NONE, look: Look, at: number): Trend {
  const members = look.members
    .map(({ memberId }) => memberId)
    .toSorted()
    .join();
  const partitions = new Map(
    look.partitions.map((one) => {
      const seen = { at, end: one.end, read: readOf(one) };
      return [idOf(one), remembered([...(before.partitions.get(idOf(one)) ?? []), seen], seen)];
    }),
  );
  const lag = look.partitions.reduce((sum, one) => sum + lagOf(one), 0);
  const point = { at, lag, perSecond: perSecondOf(partitions) };
  return {
    history: [...before.history, point].slice(-LOOKS_MAX),
    rebalances: before.rebalances + (before.members !== '' && before.members !== members ? 1 : 0),
    members,
    partitions,
  };
}

/** The last looks, and of older ones those that tell since when something waits. */
function remembered(all: readonly Seen[], { read }: Seen): readonly Seen[] {
  const [waiting, stopped] = [waitingAt(all, read), stoppedAt(all, read)];
  return all.filter(
    (one, at) => at >= all.length - LOOKS_MAX || one === waiting || one === stopped,
  );
}

/** The first look at which the message at this offset was there. */
const waitingAt = (all: readonly Seen[], offset: number): Seen | undefined =>
  all.find(({ end }) => end > offset);

/** The first look at which the reader stood where it stands now: it has not gone on since. */
const stoppedAt = (all: readonly Seen[], offset: number): Seen | undefined =>
  all[all.findLastIndex(({ read }) => read !== offset) + 1];

/** Messages read in a second, between the last two looks. */
function perSecondOf(partitions: Trend['partitions']): number {
  let [messages, seconds] = [0, 0];
  for (const seen of partitions.values()) {
    const [last, former] = [seen.at(-1), seen.at(-2)];
    if (!last || !former) continue;
    messages += Math.max(0, last.read - former.read);
    seconds = (last.at - former.at) / 1_000;
  }
  return seconds > 0 ? messages / seconds : 0;
}

/**
 * Lag in messages, and in seconds: the next message to be read was there by the first look whose end lay behind it.
 * Kafka itself only counts messages.
 */
export function lagsOf(look: Look, trend: Trend, at: number): readonly PartitionLag[] {
  return look.partitions.map((one) => {
    const lag = lagOf(one);
    const next = readOf(one);
    const seen = trend.partitions.get(idOf(one)) ?? [];
    const secondsSince = (moment: Seen | undefined): number =>
      lag === 0 || !moment ? 0 : (at - moment.at) / 1_000;
    const lagSeconds = secondsSince(waitingAt(seen, next));
    const stalledSeconds = Math.min(lagSeconds, secondsSince(stoppedAt(seen, next)));
    return { ...one, lag, lagSeconds, stalledSeconds };
  });
}
