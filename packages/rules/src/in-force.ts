/** Which version counts, and what it says. PURE. */
import { FIRST_RULES } from './first-rules.ts';
import type { Limits, Rules, Terms } from './rules.ts';

/** The version in force at an instant: always exactly one. `added` is in the order of their starts. */
export const inForce = (added: readonly Rules[], at: Date): Rules =>
  added.findLast(({ validFrom }) => validFrom <= at) ?? FIRST_RULES;

/** What a tier allows; a tier we do not know has the limits of the lowest. */
export const limitsOf = ({ tiers }: Pick<Rules, 'tiers'>, tier: string | undefined): Limits =>
  tier === 'PREMIUM' ? tiers.PREMIUM : tiers.BASIC;

/** A version as its event tells it, times in milliseconds. */
export interface RulesTold extends Terms {
  readonly version: string;
  readonly validFrom: number;
}

/** The versions known after one was told, in the order of their starts; the same list where it was known. */
export function withVersion(added: readonly Rules[], told: RulesTold): readonly Rules[] {
  if (added.some(({ version }) => version === told.version)) return added;
  const { version, validFrom, commission, tip, qris, cashOut, tiers, topUp } = told;
  const terms = { commission, tip, qris, cashOut, tiers, topUp };
  return [...added, { version, validFrom: new Date(validFrom), ...terms }].toSorted(byStart);
}

const byStart = (a: Rules, b: Rules): number => a.validFrom.getTime() - b.validFrom.getTime();
