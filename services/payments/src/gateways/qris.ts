/** Tells KasPro to pay merchants by QRIS and asks how it ended; the only place that opens a payer's account. */
import { open } from '@angkutan/events';
import {
  createEnquiry,
  type Instruction,
  type Signal,
  signalOf,
  told,
} from '@angkutan/instructions';
import type { KasPro } from '@angkutan/kaspro';
import { isPositive } from '@angkutan/money';
import type { QrisOrder } from '../domain/payment.ts';

/** An order, and whose it is. */
export interface Ordered {
  readonly qris: QrisOrder;
  readonly customerId: string;
  readonly sealedAccount: string;
}

export interface QrisGatewayDeps {
  readonly kaspro: Pick<KasPro, 'qrisPayment' | 'status' | 'statement'>;
  readonly find: (paymentId: string) => Promise<Ordered | undefined>;
  /** Opens the accounts that onboarding sealed. */
  readonly sealingKey: Buffer;
  readonly now: () => Date;
  /** A payment that could not even be prepared: an error of ours, most likely a wrong key. */
  readonly onUnprepared: (error: unknown, reference: string) => void;
}

/** Not one byte has left: it is tried again after this long, when somebody has mended what was wrong. */
const UNPREPARED_RETRY_MS = 60_000;

export function createQrisGateway(deps: QrisGatewayDeps) {
  return {
    send: async (instruction: Instruction): Promise<Signal> => {
      const payment = await prepared(deps, instruction).catch((error: unknown) => {
        deps.onUnprepared(error, instruction.reference);
      });
      if (!payment) return { type: 'not-done', retryAfterMs: UNPREPARED_RETRY_MS };
      const outcome = await deps.kaspro.qrisPayment(payment);
      return signalOf(outcome, outcome.kind === 'ok' ? told(outcome.data) : {});
    },
    enquire: createEnquiry({
      kaspro: deps.kaspro,
      now: deps.now,
      customerAccount: async ({ requestId }) => accountOf(deps, await found(deps, requestId)),
    }),
  };
}

async function prepared(
  deps: QrisGatewayDeps,
  { reference: partnerReference, requestId }: Instruction,
): Promise<Parameters<KasPro['qrisPayment']>[0]> {
  const ordered = await found(deps, requestId);
  const { content: qrContent, amount, tip } = ordered.qris;
  const payment = { sourceAccount: accountOf(deps, ordered), qrContent, amount, partnerReference };
  return isPositive(tip) ? { ...payment, tip } : payment;
}

async function found({ find }: QrisGatewayDeps, paymentId: string): Promise<Ordered> {
  const ordered = await find(paymentId);
  if (!ordered) throw new Error(`AKT_QRIS_ORDER_MISSING: ${paymentId}`);
  return ordered;
}

const accountOf = (
  { sealingKey }: QrisGatewayDeps,
  { customerId, sealedAccount }: Ordered,
): string => open(sealingKey, Buffer.from(sealedAccount, 'base64'), customerId);
