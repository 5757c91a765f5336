/** What a tier allows, by the rules of the field (rupiah; months are Asia/Jakarta). PURE. */
export interface Limits {
  readonly balanceMax: number;
  readonly monthlyIncomingMax: number;
  readonly mayTransfer: boolean;
  readonly mayCashOut: boolean;
}

const BASIC: Limits = {
  balanceMax: 2_000_000,
  monthlyIncomingMax: 20_000_000,
  mayTransfer: false,
  mayCashOut: false,
};
const PREMIUM: Limits = {
  balanceMax: 20_000_000,
  monthlyIncomingMax: 40_000_000,
  mayTransfer: true,
  mayCashOut: true,
};

/** The limits of a tier; a tier we do not know has those of the lowest. */
export const limitsOf = (tier: string): Limits => (tier === 'PREMIUM' ? PREMIUM : BASIC);
