/** The journal is append-only, and its hash chain verifies (I12). */
import { createHash, randomUUID } from 'node:crypto';
import { connect } from '@angkutan/mongo';
import { openSealRows } from '../../services/wallet/src/store/seal-rows.ts';
import { sealJournal } from '../../services/wallet/src/store/seal-journal.ts';
import type { JournalRow } from '../../services/wallet/src/store/rows.ts';
import { verifyJournal } from '../../services/wallet/src/store/verify-journal.ts';
import type { Ground } from './ground.ts';

/** A digest of each row, by its reference. */
export type JournalDigests = ReadonlyMap<string, string>;

const TWO_DAYS_MS = 2 * 24 * 3_600_000;

export async function digestJournal({ wallet }: Ground): Promise<JournalDigests> {
  const digests = new Map<string, string>();
  for await (const row of wallet.collection<JournalRow>('journal').find()) {
    const text = JSON.stringify(row, (_key, value: unknown) =>
      typeof value === 'bigint' ? `${value}` : value,
    );
    digests.set(row._id, createHash('sha256').update(text).digest('base64url'));
  }
  return digests;
}

/** Rows that were there before are there as they were. */
export async function rewritten(ground: Ground, before: JournalDigests): Promise<string[]> {
  const now = await digestJournal(ground);
  return [...before]
    .filter(([reference, digest]) => now.get(reference) !== digest)
    .map(([reference]) => `I12: ${reference} was changed or deleted`);
}

/** Seals all there is as if its days were over, apart from the wallet's own seals, and verifies it. At rest only. */
export async function chainBreaches({ wallet, mongodb }: Ground): Promise<string[]> {
  const name = `seals-${randomUUID()}`;
  const scratch = await connect(mongodb.uri, { name });
  try {
    const journal = wallet.collection<JournalRow>('journal');
    const seals = await openSealRows(scratch);
    const now = (): Date => new Date(Date.now() + TWO_DAYS_MS);
    const deps = { journal, seals, now, onSealed: () => undefined };
    let isMore = true;
    while (isMore) isMore = await sealJournal(deps);
    const { rows, bad } = await verifyJournal({ journal, seals });
    const present = await journal.countDocuments();
    if (bad) return [`I12: ${bad.fault} ${bad.reference}`];
    return rows === present ? [] : [`I12: ${rows} rows are sealed, ${present} are there`];
  } finally {
    await scratch.dropDatabase();
    await scratch.close();
  }
}
