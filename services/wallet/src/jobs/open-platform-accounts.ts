/**
 * The company's own money on its two accounts: lines of KasPro's statement that no transfer of ours made.
 * Read until it is in the journal once: later deposits are reconciliation's to find.
 */
import type { KasPro } from '@angkutan/kaspro';
import type { ServiceMessage, Tell } from '../service-message.ts';

export interface OpenPlatformAccountsDeps {
  readonly kaspro: KasPro;
  readonly tell: Tell;
  readonly accounts: Readonly<Record<'float' | 'corporate', string>>;
  readonly now: () => Date;
  /** Whether the journal has an opening of this book. */
  readonly isOpened: (book: 'float' | 'corporate') => Promise<boolean>;
}

const SINCE = new Date('2020-01-01T00:00:00Z');

/** Answers whether both accounts were read: if not, it is to be tried again. */
export async function openPlatformAccounts(deps: OpenPlatformAccountsDeps): Promise<boolean> {
  const float = await linesOf(deps, 'float');
  const corporate = await linesOf(deps, 'corporate');
  if (!float || !corporate) return false;
  const results = await deps.tell([...float, ...corporate]);
  return results.every((result) => result.status === 'done');
}

async function linesOf(
  deps: OpenPlatformAccountsDeps,
  book: 'float' | 'corporate',
): Promise<ServiceMessage[] | undefined> {
  if (await deps.isOpened(book)) return [];
  const outcome = await deps.kaspro.statement({
    account: deps.accounts[book],
    from: SINCE,
    to: deps.now(),
  });
  if (outcome.kind !== 'ok') return undefined;
  return outcome.data
    .filter((line) => !line.partnerReference && line.amount > 0n)
    .map(({ reference, amount }) => ({ type: 'opening', opening: { reference, book, amount } }));
}
