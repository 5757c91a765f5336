import { orderedIn, ready } from '@angkutan/instructions';
import type { ClientSession } from 'mongoose';
import type { Loaded, WalletStores } from './load.ts';
import { saveActs } from './save-acts.ts';
import { type Changed, saveDeltas, savePostings, saveRequests, saveWallets } from './save.ts';

/** Writes the whole working set: one bulk operation a collection. */
export async function saveLoaded(
  deps: WalletStores,
  loaded: Loaded,
  tx: ClientSession,
): Promise<void> {
  const { rows } = deps;
  const { states, touched, now } = loaded;
  await saveWallets(rows, changesOf(touched.wallets, loaded.walletsBefore, states.wallets), tx);
  await saveRequests(rows, changesOf(touched.requests, loaded.requestsBefore, states.requests), tx);
  await saveActs(rows, loaded, tx);
  await savePostings(rows, states, now, tx);
  await saveDeltas(rows, states.platform, tx);
  await deps.rules.save(loaded.rulesBefore, loaded.rules, tx);
  await deps.instructions.save(
    [
      ...[...touched.instructions].flatMap((reference) => {
        const instruction = loaded.instructions.get(reference);
        return instruction ? [{ instruction, isNew: false }] : [];
      }),
      ...loaded.replacements.map((instruction) => ({ instruction, isNew: true })),
      ...states.transfers.map(({ delayMs = 0, ...transfer }) => ({
        instruction: orderedIn(
          ready(transfer, new Date(now.getTime() + delayMs)),
          loaded.orderedIn.get(transfer.reference),
        ),
        isNew: true,
      })),
    ],
    tx,
  );
}

function changesOf<T>(
  ids: ReadonlySet<string>,
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
): Changed<T>[] {
  return [...ids].flatMap((id) => {
    const now = after.get(id);
    return now === undefined ? [] : [{ before: before.get(id), after: now }];
  });
}
