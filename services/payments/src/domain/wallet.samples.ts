import { rupiah, type Rupiah } from '@angkutan/money';
import {
  debtCollected,
  fundsHeld,
  fundsRefused,
  fundsReleased,
  holdEnded,
  transferPosted,
} from './ride.samples.ts';
import type { WalletAnswer } from './answer.ts';
import type { PaymentEvent } from './payment.ts';

/** How the wallet is to behave in one run of a property; every field comes from the generator. */
export interface Temper {
  readonly refusesHold: boolean;
  readonly holdExpires: 'NEVER' | 'BEFORE_THE_ORDER' | 'AHEAD_OF_THE_ORDER';
  /** What the payer lacks, as parts of a hundred of what is to be paid. */
  readonly lacking: number;
  readonly debtIsPaid: boolean;
}

/**
 * What the wallet promises, in forty lines, for tests: it answers each request in the order of its own doing,
 * never refuses a charge at once, and pays one ride once. It throws when it is asked for what must never be asked.
 */
export function modelWallet(temper: Temper) {
  const holds = new Map<string, { amount: Rupiah; open: boolean }>();
  const charged: { paymentId: string; amount: Rupiah }[] = [];

  function charge(paymentId: string, amount: Rupiah): WalletAnswer[] {
    if (charged.some((one) => one.paymentId === paymentId)) throw new Error(`${paymentId} twice`);
    charged.push({ paymentId, amount });
    const lack = Number((amount * BigInt(temper.lacking)) / 100n);
    const debt = temper.debtIsPaid && lack > 0 ? debtOf(paymentId, lack) : [];
    return [transferPosted(paymentId, lack), ...debt];
  }

  const debtOf = (paymentId: string, lack: number): WalletAnswer[] => {
    const first = Math.floor(lack / 3);
    const parts = first > 0 ? [debtCollected(paymentId, first, lack - first)] : [];
    return [...parts, debtCollected(paymentId, lack - first, 0)];
  };

  function hold(paymentId: string, amount: Rupiah): WalletAnswer[] {
    if (temper.refusesHold) return [fundsRefused(paymentId)];
    const open = temper.holdExpires === 'NEVER' || temper.holdExpires === 'AHEAD_OF_THE_ORDER';
    holds.set(paymentId, { amount, open });
    const held = fundsHeld(paymentId, Number(amount));
    return open ? [held] : [held, fundsReleased(paymentId, Number(amount))];
  }

  function close(paymentId: string): Rupiah | undefined {
    const found = holds.get(paymentId);
    if (!found) throw new Error(`no hold of ${paymentId} was ever there`);
    if (!found.open) return undefined;
    found.open = false;
    return found.amount;
  }

  function capture(paymentId: string, amount: Rupiah): WalletAnswer[] {
    const held = close(paymentId);
    // The money of an expired hold comes back before or after we hear that there is nothing to capture.
    if (held === undefined) return [holdEnded(paymentId)];
    if (temper.holdExpires === 'AHEAD_OF_THE_ORDER') {
      const released = fundsReleased(paymentId, Number(held));
      const rejected = holdEnded(paymentId);
      return temper.debtIsPaid ? [released, rejected] : [rejected, released];
    }
    const rest = rupiah(held > amount ? held - amount : 0n);
    const returned = rest > 0n ? [fundsReleased(paymentId, Number(rest))] : [];
    return [...charge(paymentId, amount), ...returned];
  }

  function release(paymentId: string): WalletAnswer[] {
    const held = close(paymentId);
    return held === undefined ? [] : [fundsReleased(paymentId, Number(held))];
  }

  return {
    charged,
    openHolds: () => [...holds.values()].filter(({ open }) => open).length,
    ask(event: PaymentEvent): WalletAnswer[] {
      if (event.type === 'REQUESTED') {
        const { paymentId, amount } = event;
        return event.capture === 'LATER' ? hold(paymentId, amount) : charge(paymentId, amount);
      }
      if (event.type === 'CAPTURE_ORDERED') return capture(event.paymentId, event.amount);
      return event.type === 'VOID_ORDERED' ? release(event.paymentId) : [];
    },
  };
}
