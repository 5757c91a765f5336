/** Turns what the provider answered, or told of its own accord, into a signal. PURE. */
import type { Outcome } from '@angkutan/kaspro';
import { type Rupiah, rupiah } from '@angkutan/money';
import type { Signal, Told } from './instruction.ts';

/** The provider could not be reached at all: it is tried again after this long. */
const UNREACHABLE_RETRY_MS = 1_000;

/** What a sending taught. `told` is what an answer of success says beside it; in process says it itself. */
export function signalOf(outcome: Outcome<unknown>, told: Told = {}): Signal {
  switch (outcome.kind) {
    case 'ok':
      return { type: 'ok', ...told };
    case 'in-process':
      return takenOn({ ...outcome.data, providerReference: outcome.providerReference });
    case 'refused':
      return { type: 'refused', code: outcome.code, message: outcome.message };
    case 'not-done':
      return { type: 'not-done', retryAfterMs: outcome.retryAfterMs };
    case 'unknown':
      // Without a connection no byte of this call left: the same reference may go again.
      return outcome.cause === 'UNREACHABLE'
        ? { type: 'not-done', retryAfterMs: UNREACHABLE_RETRY_MS }
        : { type: 'unknown', cause: outcome.cause };
  }
}

export interface Words {
  readonly providerReference?: string | undefined;
  readonly serviceFee?: Rupiah | undefined;
  readonly withdrawalCode?: string | undefined;
  readonly expiresAt?: string | undefined;
}

/** The provider has it, and says so with whatever else it tells. */
export function takenOn(words: Words): Signal {
  const { withdrawalCode } = words;
  return {
    type: 'in-process',
    ...(withdrawalCode !== undefined && { withdrawalCode }),
    ...told(words),
  };
}

/** What the provider's fields tell; an empty reference or an unreadable moment tells nothing. */
export function told({ providerReference, serviceFee, expiresAt }: Words): Told {
  const moment = expiresAt === undefined ? Number.NaN : Date.parse(expiresAt);
  return {
    ...(providerReference !== undefined && providerReference !== '' && { providerReference }),
    ...(serviceFee !== undefined && { serviceFee }),
    ...(!Number.isNaN(moment) && { expiresAt: new Date(moment) }),
  };
}

/** A signed callback, as `ProviderTransactionReported` carries it. */
export interface Report {
  readonly providerReference: string;
  /** SUCCESS, FAILED or EXPIRED. */
  readonly outcome: string;
  readonly code: number;
  readonly message: string;
  /** Whole rupiah; 0 where the callback named none. */
  readonly serviceFee: bigint;
}

/** What a callback teaches of the transfer whose reference it names. */
export function signalOfReport(report: Report): Signal {
  const { providerReference, outcome, code, message, serviceFee } = report;
  switch (outcome) {
    case 'SUCCESS':
      return {
        type: 'ok',
        // 0 is also how the event says that the callback named no fee.
        ...told({
          providerReference,
          serviceFee: serviceFee > 0n ? rupiah(serviceFee) : undefined,
        }),
      };
    case 'FAILED':
    case 'EXPIRED':
      return { type: 'refused', code, message };
    default:
      return { type: 'still-open' };
  }
}
