/** Which terms can be at all, whoever asks for them. PURE. */
import type { ChannelRules, Limits, Terms } from './rules.ts';

/** The whole, in basis points. */
export const BASIS_POINTS_MAX = 10_000;
/** Above any amount that a rule will ever name, in rupiah: more is a slip of the finger. */
export const RULES_AMOUNT_MAX = 1_000_000_000n;
/** A month, in hours. */
export const TIP_HOURS_MAX = 744;

export type TermsRefusal =
  | 'RULES_VALUE_OUT_OF_RANGE'
  | 'RULES_COMMISSION_ABOVE_FARE'
  | 'RULES_RANGE_EMPTY'
  | 'RULES_TIERS_INVERTED';

/** Why the terms cannot be, and the first field that is so; undefined for sound ones. */
export function termsRefusal(
  terms: Terms,
): { readonly code: TermsRefusal; readonly detail: string } | undefined {
  const guards: readonly (readonly [TermsRefusal, string | undefined])[] = [
    ['RULES_VALUE_OUT_OF_RANGE', valueOutOfRange(terms)],
    ['RULES_COMMISSION_ABOVE_FARE', commissionAboveFare(terms)],
    ['RULES_RANGE_EMPTY', emptyRange(terms)],
    ['RULES_TIERS_INVERTED', invertedTier(terms)],
  ];
  const [code, detail] = guards.find(([, field]) => field !== undefined) ?? [];
  return code === undefined || detail === undefined ? undefined : { code, detail };
}

/** Each number by its path: bigints are amounts, numbers are rates but for the hours. */
function valueOutOfRange(terms: Terms): string | undefined {
  const { withinHours, ...tip } = terms.tip;
  const { commission, qris, cashOut, tiers, topUp } = terms;
  if (!isWhole(withinHours, TIP_HOURS_MAX)) return 'tip.withinHours';
  const rest = { commission, tip, qris, cashOut, tiers, topUp };
  return leavesOf(rest).find(([, value]) => !isInRange(value))?.[0];
}

function isInRange(value: unknown): boolean {
  if (typeof value === 'bigint') return value >= 0n && value <= RULES_AMOUNT_MAX;
  return typeof value === 'number' ? isWhole(value, BASIS_POINTS_MAX) : true;
}

const isWhole = (value: number, max: number): boolean =>
  Number.isInteger(value) && value >= 0 && value <= max;

const leavesOf = (value: object, path = ''): (readonly [string, unknown])[] =>
  Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null
      ? leavesOf(inner, `${path}${name}.`)
      : [[`${path}${name}`, inner] as const],
  );

const commissionAboveFare = ({ commission }: Terms): string | undefined =>
  nameOf(
    'commission',
    commission,
    ({ platform, support }) => platform + support > BASIS_POINTS_MAX,
  );

function emptyRange({ cashOut, topUp }: Terms): string | undefined {
  const { amountMin, amountMax } = topUp.MODERN_TRADE;
  return (
    nameOf('cashOut', cashOut, takesNothing) ??
    (amountMin > amountMax ? 'topUp.MODERN_TRADE' : undefined)
  );
}

/** No amount between the limits is a multiple. */
const takesNothing = ({ minimum, maximum, multipleOf }: ChannelRules): boolean =>
  multipleOf === 0n || maximum - (maximum % multipleOf) < minimum || maximum === 0n;

/** Who has proven more may never do less. */
function invertedTier({ tiers: { BASIC, PREMIUM } }: Terms): string | undefined {
  const isLess: Readonly<Record<keyof Limits, boolean>> = {
    balanceMax: PREMIUM.balanceMax < BASIC.balanceMax,
    monthlyIncomingMax: PREMIUM.monthlyIncomingMax < BASIC.monthlyIncomingMax,
    mayTransfer: BASIC.mayTransfer && !PREMIUM.mayTransfer,
    mayCashOut: BASIC.mayCashOut && !PREMIUM.mayCashOut,
  };
  return nameOf('tiers.PREMIUM', isLess, (is) => is);
}

function nameOf<T>(
  path: string,
  all: Readonly<Record<string, T>>,
  isWrong: (one: T) => boolean,
): string | undefined {
  const found = Object.entries(all).find(([, one]) => isWrong(one));
  return found && `${path}.${found[0]}`;
}
