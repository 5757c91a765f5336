/** What must hold whenever everything has come to rest, after every drill: `reliability` in short, one name each. */
import type { Person } from '@angkutan/local';
import type { Ground } from './ground.ts';
import { doubleEnds, type Heard } from './heard.ts';
import { chainBreaches, digestJournal, type JournalDigests, rewritten } from './journal.ts';
import { ledgerBreaches } from './ledger.ts';
import { countDeadLetters, deadLetters, parked, unhandled, unpublished } from './messages.ts';
import { differingLines, openReferences, openTransfers, wrongEffects } from './provider.ts';
import { unfinished } from './unfinished.ts';

/** How things stood before; what was so then is not held against what came since. */
export interface Before {
  readonly at: Date;
  readonly journal: JournalDigests;
  readonly deadLetters: ReadonlyMap<string, number>;
  readonly openTransfers: ReadonlySet<string>;
  /** Lines of the company's accounts that differed already. */
  readonly differing: ReadonlySet<string>;
}

export interface Since {
  readonly before: Before;
  readonly heard: Heard;
  /** Whose accounts are compared line by line. */
  readonly people: readonly Person[];
}

export interface Invariant {
  readonly says: string;
  /** Every breach, in words. */
  breaches(ground: Ground, since: Since): Promise<readonly string[]>;
}

export const remember = async (ground: Ground): Promise<Before> => ({
  at: new Date(),
  journal: await digestJournal(ground),
  deadLetters: await countDeadLetters(ground),
  openTransfers: await openReferences(ground),
  differing: new Set(await differingLines(ground, [])),
});

export const INVARIANTS: readonly Invariant[] = [
  {
    says: 'I4: every accepted request is final',
    breaches: async (ground, { before }) => [
      ...(await unfinished(ground, before.at)),
      ...(await openTransfers(ground, before.openTransfers)),
    ],
  },
  {
    says: 'I7, I10: what was committed is told, what was told is handled, and nothing is given up',
    breaches: async (ground, { before }) => [
      ...(await unpublished(ground)),
      ...(await unhandled(ground)),
      ...(await parked(ground, before.at)),
      ...(await deadLetters(ground, before.deadLetters)),
    ],
  },
  {
    says: 'I1, I2: all sums are zero, balances are the sums of their entries, holds those of open requests',
    breaches: ledgerBreaches,
  },
  {
    says: 'I3: no request has two ends',
    breaches: async (_ground, { heard }) => doubleEnds(heard),
  },
  {
    says: 'I5: ledger and KasPro agree on each account, line by line',
    breaches: async (ground, { people, before }) =>
      (await differingLines(ground, people)).filter((line) => !before.differing.has(line)),
  },
  {
    says: 'I6: KasPro did once what is settled, and never what is not',
    breaches: (ground, { before }) => wrongEffects(ground, before.at),
  },
  {
    says: 'I12: the journal is append-only, and its hash chain verifies',
    breaches: async (ground, { before }) => [
      ...(await rewritten(ground, before.journal)),
      ...(await chainBreaches(ground)),
    ],
  },
];
