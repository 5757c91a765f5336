/** Money that comes in by KasPro's callbacks, as they are stored and worked off: for tests of incoming money. */
import { TOP_UP_CHANNELS, topUpNumbers } from '@angkutan/kaspro';
import { rupiah } from '@angkutan/money';
import { createDesk, type Desk } from '@angkutan/operator-desk';
import { createLogger } from '@angkutan/telemetry';
import type { Act } from '../src/domain/act.ts';
import type { SuspenseQueries } from '../src/domain/suspense-entry.ts';
import { workCallbacks } from '../src/jobs/work-callbacks.ts';
import { openCallbackStore } from '../src/store/callbacks.ts';
import { keepCallback, payeesOf } from '../src/store/keep-callback.ts';
import { createSuspenseQueries } from '../src/store/suspense-queries.ts';
import { KEY, type WalletUnderTest } from './wallet-under-test.ts';

export interface Incoming {
  /** Somebody pays at KasPro; answers its reference. We are not told yet. */
  pay(account: string, role: 'user' | 'driver', amount: number): Promise<string>;
  /** The store takes it back at KasPro; answers the reference of the reversal. */
  takeBack(original: string): Promise<string>;
  /** KasPro tells us of a top-up, and what it told is worked off. */
  hearTopUp(reference: string, number: string, amount: number, outcome?: Outcome): Promise<void>;
  hearReversal(reference: string, original: string, amount: number): Promise<void>;
  readonly desk: Desk<Act>;
  readonly suspense: SuspenseQueries;
}
type Outcome = 'SUCCESS' | 'FAILED' | 'UNKNOWN';

export const numberOf = (account: string, role: 'user' | 'driver'): string => {
  const [channel] = TOP_UP_CHANNELS;
  if (!channel) throw new Error('no channels');
  return topUpNumbers().numberFor(channel, role, `0${account.slice(3)}`);
};

export async function incoming(wallet: WalletUnderTest): Promise<Incoming> {
  const callbacks = await openCallbackStore(wallet.connection);
  const now = (): Date => new Date();
  const keeping = { callbacks, numbers: topUpNumbers(), lookupKey: KEY, now };
  const tell = (
    messages: Parameters<WalletUnderTest['tell']>,
  ): ReturnType<WalletUnderTest['tell']> => wallet.tell(...messages);
  const work = (): Promise<boolean> =>
    workCallbacks({
      callbacks,
      tell: (messages) => tell([...messages]),
      report: () => Promise.resolve([]),
      payeesOf: (stored) => payeesOf(wallet.rows, stored),
      logger: createLogger({ service: 'wallet-test', level: 'silent' }),
      now,
      unknownNumberWaitMs: 0,
    });
  const common = {
    partnerReference: undefined,
    originalProviderReference: undefined,
    message: '',
    account: '',
    serviceFee: undefined,
    channel: 'VIRTUAL_ACCOUNT',
    virtualAccount: undefined,
    occurredAt: new Date(),
  };
  return {
    pay: async (account, role, amount) =>
      referenceOf(
        await wallet.sandbox('top-ups', {
          number: numberOf(account, role),
          amount,
          channel: 'VIRTUAL_ACCOUNT',
        }),
      ),
    takeBack: async (original) =>
      referenceOf(await wallet.sandbox('reversals', { providerReference: original })),
    hearTopUp: async (providerReference, virtualAccount, amount, outcome = 'SUCCESS') => {
      const code = { SUCCESS: 0, FAILED: 120_002, UNKNOWN: 4_711 }[outcome];
      const told = { ...common, providerReference, virtualAccount, amount: rupiah(amount) };
      await keepCallback(keeping, { ...told, type: 'TOP_UP', outcome, code });
      await work();
    },
    hearReversal: async (providerReference, original, amount) => {
      const told = { ...common, providerReference, amount: rupiah(amount), code: 0 };
      await keepCallback(keeping, {
        ...told,
        originalProviderReference: original,
        type: 'TOP_UP_REVERSAL',
        outcome: 'SUCCESS',
      });
      await work();
    },
    desk: createDesk(wallet.rows, (message) => wallet.tell(message)),
    suspense: createSuspenseQueries(wallet.rows),
  };
}

function referenceOf(answer: unknown): string {
  if (typeof answer === 'object' && answer && 'providerReference' in answer) {
    return String(answer.providerReference);
  }
  throw new Error('no providerReference');
}
