/** A payment as the wallet is asked for it, and the request that it opens. PURE. */
import { walletIdOf } from '@angkutan/ledger';
import { rupiah } from '@angkutan/money';
import type { CaptureOrder, Closed } from './request.ts';
import type { Verdict } from './verdict.ts';
import type { Flow } from './working-set.ts';

export interface TakePayment {
  readonly requestId: string;
  readonly kind: string;
  readonly reference: string;
  readonly payerId: string;
  readonly amount: bigint;
  readonly shares: readonly { readonly walletId: string; readonly amount: bigint }[];
  readonly capture: string;
}

/** Who pays: a cash ride's net comes from the driver's deposit, a refund from the company itself. */
export function payerOf({ kind, payerId }: Pick<TakePayment, 'kind' | 'payerId'>): string {
  if (kind === 'REFUND') return payerId;
  return walletIdOf(payerId, kind === 'CASH_COMMISSION' ? 'DRIVER' : 'USER');
}

export const orderOf = (amount: bigint, shares: TakePayment['shares']): CaptureOrder => ({
  amount: rupiah(amount),
  shares: shares.map((share) => ({ walletId: share.walletId, amount: rupiah(share.amount) })),
});

export const refused = (code: string, detail: string): Verdict => ({
  status: 'refused',
  code,
  detail,
});

/** A request with nothing done for it yet; what follows says what it becomes. */
export const opened = (
  { context }: Pick<Flow, 'context'>,
  command: Pick<TakePayment, 'requestId' | 'kind' | 'reference' | 'payerId'>,
  payer: string,
): Closed => ({
  requestId: command.requestId,
  kind: command.kind,
  reference: command.reference,
  payerId: command.payerId,
  payer,
  transfers: 0,
  partnerReferences: [],
  rulesVersion: context.rules.version,
  status: 'CLOSED',
  outcome: 'REFUSED',
});
