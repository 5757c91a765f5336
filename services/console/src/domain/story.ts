/** Which events belong to one story, and how they are told. PURE. */

/** What is known of an event: enough to tell it, nothing that names a person. */
export interface KnownEvent {
  readonly eventId: string;
  readonly type: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly at: Date;
  /** `angkutan/wallet`, who published it. */
  readonly source: string;
  readonly traceId: string;
  /** Of what it is about: rides, payments, holds, references. They lead to the rest of its story. */
  readonly about: readonly string[];
  /** Of whom: customers and wallets. They have many stories, so they lead nowhere. */
  readonly whom: readonly string[];
  readonly facts: Readonly<Record<string, string | number>>;
}

/** How the events of stories are found. */
export interface Stories {
  /** Events with this id in them, or of which it is the id, or the trace; latest first. */
  withId(id: string): Promise<readonly KnownEvent[]>;
  about(ids: readonly string[]): Promise<readonly KnownEvent[]>;
}

export interface Step {
  readonly at: string;
  readonly kind: keyof typeof RANK;
  readonly service: string;
  readonly title: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly topic?: string;
  readonly partition?: number;
  readonly offset?: number;
}

const ABOUT = [
  'rideId',
  'paymentId',
  'requestId',
  'reference',
  'cashOutId',
  'holdId',
  'transferId',
  'partnerReference',
  'partnerReferences',
  'providerReference',
];
const WHOM = ['customerId', 'walletId', 'riderId', 'driverId', 'merchantId', 'payerId'];
const IDS_MAX = 50;

type Data = Readonly<Record<string, unknown>>;

/** The ids in the data of an event. A payment of a ride is named `{rideId}.ride`, so it is about the ride too. */
export function idsIn(data: Data): Pick<KnownEvent, 'about' | 'whom'> {
  const about = ABOUT.flatMap((name) => texts(data[name])).flatMap((id) => [id, rideOf(id)]);
  const nested = Object.values(data).flatMap((value) =>
    Array.isArray(value) ? value.filter(isData) : [],
  );
  const whom = [data, ...nested].flatMap((one) => WHOM.flatMap((name) => texts(one[name])));
  return { about: unique(about), whom: unique(whom) };
}

const rideOf = (id: string): string => id.split('.')[0] ?? id;
const unique = (ids: readonly string[]): readonly string[] =>
  [...new Set(ids)].filter((id) => id !== '').slice(0, IDS_MAX);
const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null;

/** The plain values of an event. What is sealed, hashed or a list is left out. */
export const factsIn = (data: Data): KnownEvent['facts'] =>
  Object.fromEntries(
    Object.entries(data).flatMap(([name, value]): [string, string | number][] => {
      if (/hash$/i.test(name) || name === 'eventId' || name === 'occurredAt') return [];
      if (typeof value === 'bigint') return [[name, Number(value)]];
      return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [];
    }),
  );

export function stepOf(event: KnownEvent): Step {
  const { at, type: title, source, topic, partition, offset, facts, eventId, traceId } = event;
  const service = source.split('/').at(-1) ?? source;
  return {
    at: at.toISOString(),
    kind: 'event',
    service,
    title,
    facts: { eventId, ...(traceId !== '' && { traceId }), ...facts },
    topic,
    partition,
    offset,
  };
}

/** The ids to follow from what a search found; none from what is of a person. */
export const related = (found: readonly KnownEvent[], query: string): readonly string[] =>
  found.some(({ about, eventId, traceId }) => [eventId, traceId, ...about].includes(query))
    ? unique(found.flatMap(({ about }) => about))
    : [];

/** In the order of time; what happened in one moment, in the order in which it caused one another. */
export const told = (steps: readonly Step[]): readonly Step[] =>
  steps.toSorted((a, b) => a.at.localeCompare(b.at) || RANK[a.kind] - RANK[b.kind]);

const RANK = {
  command: 0,
  event: 1,
  message: 2,
  posting: 3,
  call: 4,
  callback: 5,
  reconciliation: 6,
} as const;

/** The ids to follow from what services know of an id that stands in no event: whose postings and calls they are. */
export const ledTo = (steps: readonly Step[]): readonly string[] =>
  unique(
    steps.flatMap(({ facts }) =>
      LEADING.flatMap((name) => texts(facts[name])).flatMap((id) => [id, rideOf(id)]),
    ),
  );

const LEADING = ['requestId', 'reference', 'partnerReference'];

/** A callback that came when we knew already how the transfer had ended is told as late. */
export const withLate = (steps: readonly Step[]): readonly Step[] =>
  steps.map((step) => {
    const { partnerReference } = step.facts;
    const isLate =
      step.kind === 'callback' &&
      steps.some(
        ({ kind, facts, at }) =>
          kind === 'call' &&
          facts['reference'] === partnerReference &&
          ended(facts) &&
          at < step.at,
      );
    return isLate ? { ...step, facts: { ...step.facts, came: 'LATE' } } : step;
  });

const ended = ({ outcome }: Step['facts']): boolean =>
  typeof outcome === 'string' && /^(?:OK|REFUSED)/.test(outcome);
