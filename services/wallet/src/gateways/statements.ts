/** KasPro's side of a reconciliation: its statement, over HTTP or from a file, and its balances. */
import { readFile } from 'node:fs/promises';
import { type KasPro, mobileNumberOf, SUSPENSE_ACCOUNT } from '@angkutan/kaspro';
import type { CustomerAccount, ProviderAccount } from '../domain/provider-account.ts';
import type { Statements } from '../domain/reconciling.ts';
import { readStatementFile } from './statement-file.ts';

export interface StatementsDeps {
  readonly kaspro: Pick<KasPro, 'statement' | 'accountInquiry'>;
  readonly accountOf: (account: CustomerAccount) => Promise<string>;
  readonly escrowAccount: string;
  readonly corporateAccount: string;
  /** Where KasPro has no statement endpoint: the file that it sends, read anew for every account's look. */
  readonly file?: string | undefined;
}

export const createStatements = (deps: StatementsDeps): Statements => ({
  async read(account, { from, to }) {
    const number = await numberOf(deps, account);
    if (deps.file !== undefined) {
      const lines = readStatementFile(await readFile(deps.file, 'utf8'), number);
      return lines.filter((line) => line.at >= from && line.at < to);
    }
    const outcome = await deps.kaspro.statement({ account: number, from, to });
    if (outcome.kind !== 'ok') return undefined;
    return outcome.data.map(
      ({ reference, partnerReference, amount, balanceAfter, occurredAt }) => ({
        reference,
        amount,
        balanceAfter,
        at: new Date(occurredAt),
        ...(partnerReference && { partnerReference }),
      }),
    );
  },
  async balance(account) {
    if (account.place !== 'customer') return undefined;
    const outcome = await deps.kaspro.accountInquiry(mobileNumberOf(await numberOf(deps, account)));
    // One number may have both kinds of account, and KasPro answers for one of them.
    if (outcome.kind !== 'ok' || outcome.data.customerType !== account.kind) return undefined;
    return outcome.data.availableBalance;
  },
});

async function numberOf(deps: StatementsDeps, account: ProviderAccount): Promise<string> {
  switch (account.place) {
    case 'escrow':
      return deps.escrowAccount;
    case 'corporate':
      return deps.corporateAccount;
    case 'unclaimed':
      return SUSPENSE_ACCOUNT;
    case 'customer':
      return await deps.accountOf(account);
  }
}
