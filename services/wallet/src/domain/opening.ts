/** The company's own money on the escrow and corporate accounts, as KasPro's statement shows it. PURE. */
import { opening } from '@angkutan/ledger';
import type { Rupiah } from '@angkutan/money';
import type { Verdict } from './verdict.ts';
import type { Flow } from './working-set.ts';

export interface Opening {
  /** KasPro's reference of the line. */
  readonly reference: string;
  readonly book: 'float' | 'corporate';
  readonly amount: Rupiah;
}

export const openingReference = (one: Opening): string => `OPENING/${one.book}/${one.reference}`;

export function openAccount(one: Opening, flow: Flow): Verdict {
  const reference = openingReference(one);
  if (!flow.isJournalled(reference)) {
    const owner = flow.context.shard;
    flow.post(opening({ reference, requestId: reference }, { book: one.book, owner }, one.amount));
  }
  return flow.done();
}
