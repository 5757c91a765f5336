// Registers a number at KasPro before it is proven, along the states of domain/placeholder.ts.
import { PLACEHOLDER_NAME, placeholderReference } from '../domain/placeholder.ts';
import type { NewAccount, PlaceholderBook, Provider } from '../domain/ports.ts';
import { type Attempt, enquireAttempt, type Opened, sendAttempt } from './open-account.ts';

const BUSY_RETRY_MS = 5_000;

export interface EnsureKnownParts {
  readonly placeholders: PlaceholderBook;
  readonly provider: Pick<Provider, 'openAccount' | 'hasAccount'>;
}

/** Brings a number to be known at KasPro, as far as it goes now. Any number of calls may try at once. */
export async function ensureKnown(
  { placeholders, provider }: EnsureKnownParts,
  mobileNumber: string,
  phoneHash: string,
): Promise<Opened> {
  const known = await placeholders.find(phoneHash);
  const { status, attempt } = known.placeholder;
  if (known.isRegistered || status === 'OPEN') return { status: 'open' };
  if (known.isBeingRegistered) return { status: 'busy', retryAfterMs: BUSY_RETRY_MS };
  const account: NewAccount = {
    mobileNumber,
    name: PLACEHOLDER_NAME,
    accountType: 'SUBSCRIBER',
    reference: placeholderReference(phoneHash, attempt),
  };
  const tried = attemptAt(placeholders, account, { phoneHash, attempt });
  const opened = await (status === 'SENDING' ? enquireAttempt : sendAttempt)(provider, tried);
  if (opened.status === 'open')
    await placeholders.change({ type: 'ReportOpen', phoneHash, attempt });
  return opened;
}

function attemptAt(
  placeholders: PlaceholderBook,
  account: NewAccount,
  which: { readonly phoneHash: string; readonly attempt: number },
): Attempt {
  return {
    account,
    start: () => placeholders.change({ type: 'Claim', ...which }),
    notSent: async () => void (await placeholders.change({ type: 'ReportNotSent', ...which })),
    refused: async () => void (await placeholders.change({ type: 'ReportRefused', ...which })),
    async notFound(askedMsAgo) {
      await placeholders.change({ type: 'ReportNotFound', ...which, askedMsAgo });
    },
  };
}
