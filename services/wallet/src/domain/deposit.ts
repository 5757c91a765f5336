/** A driver's deposit: below which amount a driver gets no cash jobs of a service. PURE. */
import type { Draft } from '@angkutan/events';
import type { Wallet } from './wallet.ts';

/** By service (BIKE, CAR, DELIVERY), in whole rupiah. */
export type DepositMinima = Readonly<Record<string, number>>;

/**
 * What the dispatcher must hear of the deposits that one message has changed: once for each minimum that a
 * deposit fell through, and not again until it has been above it.
 */
export function depositsLow(
  before: ReadonlyMap<string, Wallet>,
  after: ReadonlyMap<string, Wallet>,
  minima: DepositMinima,
): Draft[] {
  return [...after.values()].flatMap((wallet) => {
    const was = before.get(wallet.walletId)?.books.available;
    if (wallet.role !== 'DRIVER' || was === undefined) return [];
    const { customerId, books } = wallet;
    const { available } = books;
    return Object.entries(minima)
      .map(([service, minimum]) => ({ service, threshold: BigInt(minimum) }))
      .filter(({ threshold }) => was >= threshold && available < threshold)
      .map(({ service, threshold }): Draft => ({
        type: 'DriverDepositLow',
        key: customerId,
        data: { customerId, available, threshold, service },
      }));
  });
}
