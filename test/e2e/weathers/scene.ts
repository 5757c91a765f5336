/** One flow of money in one of three weathers: who takes part, what is done, and what must be true in the end. */
import type { Person } from '@angkutan/local';
import type { Platform } from '../platform.ts';

/** All well; KasPro acts and its answer is lost; KasPro refuses after it had taken it on. */
export const WEATHERS = ['well', 'lost', 'late'] as const;
export type Weather = (typeof WEATHERS)[number];

export interface End {
  /** What is shown of it, in part. */
  readonly shows?: object;
  /** What people's wallets hold. */
  readonly wallets: readonly (readonly [Person, object])[];
  /** How often an event was told about whom. */
  readonly told?: readonly (readonly [Person, string, number])[];
}

export interface Scene {
  readonly people: readonly Person[];
  /** The weather befalls the first call that names all of these accounts of KasPro's. */
  readonly struck: readonly string[];
  readonly by: keyof typeof BEFALLS;
  /** Does it, and answers how to look at what becomes of it. */
  act(): Promise<() => Promise<object>>;
  readonly ends: Readonly<Record<Weather, End>>;
  /** What sets right a late refusal, and how it ends then. */
  readonly mend?: { act(): Promise<void>; readonly end: End };
}

export interface Flow {
  readonly name: string;
  /** Brings the people together and does what must have been done before; the weather is good. */
  stage(platform: Platform): Promise<Scene>;
}

const WALLET_BLOCKED = 120_003;
const BANK_OFFLINE = 130_003;
const TELLS_LATE_MS = 1_500;

type Rule = Readonly<Record<string, unknown>>;

/** What the weathers are to a transfer, to a payout, and to money that comes in, of which KasPro only tells. */
const BEFALLS = {
  transfer: {
    well: [],
    lost: [{ operation: 'p2p', fault: 'act-then-reset' }],
    late: [
      { operation: 'p2p', fault: 'in-process' },
      { operation: 'callback', fault: 'refuse', code: WALLET_BLOCKED },
    ],
  },
  payout: {
    well: [],
    lost: [{ operation: 'bank-transfer', fault: 'act-then-reset' }],
    late: [{ operation: 'callback', fault: 'refuse', code: BANK_OFFLINE }],
  },
  callback: {
    well: [],
    lost: [{ operation: 'callback', fault: 'duplicate' }],
    late: [{ operation: 'callback', fault: 'late', ms: TELLS_LATE_MS }],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Weather, readonly Rule[]>>>>;

export const rulesFor = (weather: Weather, { by, struck }: Scene): Rule[] =>
  BEFALLS[by][weather].map((rule) => ({ ...rule, accounts: struck, count: 1 }));

/** A wallet with so much to spend and nothing else about it. */
export const has = (
  person: Person,
  available: number,
  more: object = {},
): readonly [Person, object] => [person, { available, held: 0, owed: 0, suspense: 0, ...more }];

/** Ends well all the same when an answer is lost. */
export const unlessRefused = (paid: End, refused: End): Scene['ends'] => ({
  well: paid,
  lost: paid,
  late: refused,
});

export const always = (end: End): Scene['ends'] => unlessRefused(end, end);
