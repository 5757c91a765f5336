/** What lies on each of the company's KasPro accounts, and how far KasPro disagrees. PURE. */
import type { Break, ProviderBalance } from '../../api/money.ts';

export interface CompanyAccount {
  readonly place: string;
  readonly ours: number;
  /** What KasPro has more than our books; undefined: it agreed when it was last asked. */
  readonly drift: number | undefined;
  readonly breaks: number;
}

const BALANCE = 'BALANCE';
const CUSTOMER = 'customer';

export function companyAccounts(
  balances: readonly ProviderBalance[],
  breaks: readonly Break[],
): readonly CompanyAccount[] {
  return balances
    .filter(({ place }) => place !== CUSTOMER)
    .map(({ place, balance }) => {
      const open = breaks.filter(({ account }) => account === place);
      return {
        place,
        ours: balance,
        drift: open.find((one) => one.class === BALANCE)?.difference,
        breaks: open.length,
      };
    });
}
