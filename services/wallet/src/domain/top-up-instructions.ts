/** How a person brings money in: where, at what fee, within which amounts. PURE. */
import type { Rules, TopUpTerms } from '@angkutan/rules';

/** A bank or a store, and the number to pay into. */
export interface TopUpWay {
  readonly channel: 'VIRTUAL_ACCOUNT' | 'MODERN_TRADE';
  readonly provider: string;
  readonly number: string;
}

/** What a way costs and takes by the rules in force. */
export const termsOf = (
  { channel }: Pick<TopUpWay, 'channel'>,
  { topUp }: Pick<Rules, 'topUp'>,
): TopUpTerms => topUp[channel];
