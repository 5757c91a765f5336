/** Which states an act of operators touches. */
import type { Act, ResolveBreak } from '../domain/act.ts';
import { lateRequestsOf, nameOf } from '../domain/resolve-break.ts';
import { topUpReference } from '../domain/top-up.ts';

export interface Touched {
  readonly requests: Set<string>;
  readonly wallets: Set<string>;
  readonly topUps: Set<string>;
  readonly approvals: Set<string>;
  readonly breaks: Set<string>;
  readonly journal: Set<string>;
  readonly instructions: Set<string>;
}

export function touchedByAct(act: Act, touched: Touched): void {
  switch (act.type) {
    case 'RETURN_SUSPENSE':
    case 'ASSIGN_SUSPENSE':
      touched.topUps.add(act.suspenseId);
      if (act.holder !== undefined) touched.wallets.add(act.holder);
      if (act.type === 'ASSIGN_SUSPENSE') touched.wallets.add(act.walletId);
      break;
    case 'RESOLVE_BREAK':
      touchedByBreak(act, touched);
      break;
    case 'WRITE_OFF_DEBT':
      touched.wallets.add(act.walletId);
      break;
    case 'RESOLVE_LATE':
      touched.requests.add(act.requestId);
      break;
    case 'RESOLVE_INSTRUCTION':
      touched.instructions.add(act.reference);
      break;
  }
}

/** KasPro's own reference may be a top-up's, ours that of a late success. */
function touchedByBreak({ breakId, key, walletId }: ResolveBreak, touched: Touched): void {
  touched.breaks.add(breakId);
  if (walletId !== undefined) touched.wallets.add(walletId);
  for (const requestId of lateRequestsOf(key)) touched.requests.add(requestId);
  if (!key.startsWith('r/')) return;
  touched.topUps.add(nameOf(key));
  touched.journal.add(topUpReference(nameOf(key)));
}
