// What is played beside the rides, decided ahead and without chance: every twenty rides bring every other
// way in which money moves. The n-th ride is the seed of all that comes with it.

export const MIXES = ['rides', 'all'] as const;
/** `rides` plays rides alone, `all` everything else beside them. */
export type Mix = (typeof MIXES)[number];

/** Something of its own. Amounts are whole rupiah. */
export type Act =
  | { readonly kind: 'delivery' }
  | {
      readonly kind: 'top-up';
      readonly to: 'rider' | 'driver';
      readonly way: 'VIRTUAL_ACCOUNT' | 'MODERN_TRADE';
      readonly amount: number;
    }
  /** More than a limit leaves room for; afterwards the store takes it back. */
  | { readonly kind: 'over-limit'; readonly amount: number }
  | { readonly kind: 'p2p'; readonly amount: number }
  | {
      readonly kind: 'qris';
      readonly qrContent: string;
      /** Where the code names none. */
      readonly amount?: number;
    }
  | {
      readonly kind: 'cash-out';
      readonly from: 'sender' | 'driver';
      readonly channel: 'BANK' | 'MODERN_TRADE';
      readonly amount: number;
    };

/** What follows when a ride is paid. */
export type Sequel =
  | { readonly kind: 'tip'; readonly amount: number }
  | {
      readonly kind: 'refund';
      readonly bearer: 'PLATFORM' | 'PROPORTIONAL';
      /** What is given back: this many hundredths of what was paid. */
      readonly percent: number;
    };

export type ActOf<K extends Act['kind']> = Extract<Act, { kind: K }>;
export type SequelOf<K extends Sequel['kind']> = Extract<Sequel, { kind: K }>;

// Synthetic codes of a merchant that is nobody's; a code may be scanned any number of times.
const QRIS =
  '26590013ID.KASPRO.WWW011893600812000000000102090000000010303UMI51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI520441215303360';
const STATIC_CODE = `000201010211${QRIS}5802ID5913ANGKUTAN TEST6007JAKARTA61051011062070703A016304C623`;
const DYNAMIC_CODE = `000201010212${QRIS}5405150005802ID5913ANGKUTAN TEST6007JAKARTA61051011062190508TRIP00010703A01630420E3`;
/** Rp 15,000, and a tip of Rp 2,000 that the code adds. */
const TIP_CODE = `000201010212${QRIS}540515000550202560420005802ID5913ANGKUTAN TEST6007JAKARTA61051011062070703A016304A4FC`;

/** By the ride's place among twenty. */
const ACTS: Readonly<Record<number, Act>> = {
  0: { kind: 'top-up', to: 'rider', way: 'VIRTUAL_ACCOUNT', amount: 25_000 },
  1: { kind: 'delivery' },
  2: { kind: 'qris', qrContent: STATIC_CODE, amount: 12_500 },
  3: { kind: 'p2p', amount: 20_000 },
  5: { kind: 'cash-out', from: 'sender', channel: 'BANK', amount: 40_000 },
  6: { kind: 'top-up', to: 'driver', way: 'MODERN_TRADE', amount: 50_000 },
  7: { kind: 'qris', qrContent: DYNAMIC_CODE },
  8: { kind: 'over-limit', amount: 50_000 },
  9: { kind: 'cash-out', from: 'driver', channel: 'MODERN_TRADE', amount: 50_000 },
  11: { kind: 'delivery' },
  12: { kind: 'top-up', to: 'rider', way: 'MODERN_TRADE', amount: 30_000 },
  13: { kind: 'p2p', amount: 35_000 },
  14: { kind: 'qris', qrContent: TIP_CODE },
  15: { kind: 'cash-out', from: 'driver', channel: 'BANK', amount: 60_000 },
  17: { kind: 'top-up', to: 'driver', way: 'VIRTUAL_ACCOUNT', amount: 40_000 },
  19: { kind: 'cash-out', from: 'sender', channel: 'MODERN_TRADE', amount: 50_000 },
};

/** The same, of rides that are paid from a wallet and driven. */
const SEQUELS: Readonly<Record<number, Sequel>> = {
  0: { kind: 'tip', amount: 5_000 },
  2: { kind: 'refund', bearer: 'PROPORTIONAL', percent: 50 },
  6: { kind: 'tip', amount: 10_000 },
  8: { kind: 'refund', bearer: 'PLATFORM', percent: 100 },
  11: { kind: 'refund', bearer: 'PLATFORM', percent: 30 },
};

const CYCLE = 20;

/** What is played beside the n-th ride, n from 0. */
export const actBeside = (n: number): Act | undefined => ACTS[n % CYCLE];

/** What follows when the n-th ride is paid. */
export const sequelOf = (n: number): Sequel | undefined => SEQUELS[n % CYCLE];
