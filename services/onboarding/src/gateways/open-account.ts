// One attempt to open an account at KasPro, for whoever keeps its state: a customer's registration,
// or a number that KasPro must know before it sends a code. Each step is recorded before the next
// begins, so that a process may die anywhere and another one goes on: what is being sent is enquired
// about, never sent again.
import type { NewAccount, Provider } from '../domain/ports.ts';

const BUSY_RETRY_MS = 5_000;

/** An attempt and where its steps are recorded. Each is guarded by the attempt's own reference. */
export interface Attempt {
  readonly account: NewAccount;
  /** Claims it for sending; false: it is somebody else's already. */
  start(): Promise<boolean>;
  notSent(): Promise<void>;
  refused(): Promise<void>;
  /** KasPro, asked so long ago, did not know the account. */
  notFound(askedMsAgo: number): Promise<void>;
}

export type Opened =
  | { readonly status: 'open' }
  | { readonly status: 'refused' }
  /** Not known yet; it may be tried again, and is then enquired about. */
  | { readonly status: 'busy'; readonly retryAfterMs: number };

type Accounts = Pick<Provider, 'openAccount' | 'hasAccount'>;

/** Sends an attempt that nobody has sent yet. */
export async function sendAttempt(provider: Accounts, attempt: Attempt): Promise<Opened> {
  if (!(await attempt.start())) return busy();
  const answer = await provider.openAccount(attempt.account);
  switch (answer.status) {
    case 'open':
      return { status: 'open' };
    case 'refused':
      await attempt.refused();
      return { status: 'refused' };
    case 'not-done':
      await attempt.notSent();
      return busy(answer.retryAfterMs);
    case 'unknown':
      return enquireAttempt(provider, attempt);
  }
}

/** Asks what became of an attempt that was sent, or was about to be. */
export async function enquireAttempt(provider: Accounts, attempt: Attempt): Promise<Opened> {
  const { mobileNumber, accountType } = attempt.account;
  const askedAt = performance.now();
  const answer = await provider.hasAccount(mobileNumber, accountType);
  if (answer.status === 'open') return { status: 'open' };
  if (answer.status === 'absent') await attempt.notFound(performance.now() - askedAt);
  return busy();
}

function busy(retryAfterMs = BUSY_RETRY_MS): Opened {
  return { status: 'busy', retryAfterMs };
}
