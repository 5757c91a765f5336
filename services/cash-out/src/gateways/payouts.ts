/** Sends cash-outs to KasPro and asks about them; the only place that opens accounts and beneficiaries. */
import { open } from '@angkutan/events';
import {
  createEnquiry,
  type Instruction,
  type Signal,
  signalOf,
  told,
} from '@angkutan/instructions';
import type { KasPro } from '@angkutan/kaspro';
import type { CashOut } from '../domain/cash-out.ts';
import type { Customer } from '../domain/customer.ts';
import type { FieldSealer } from '../sealed-fields.ts';

export interface PayoutGateway {
  send(instruction: Instruction): Promise<Signal>;
  enquire(instruction: Instruction): Promise<Signal>;
}

export interface PayoutGatewayDeps {
  readonly kaspro: Pick<KasPro, 'payout' | 'status' | 'statement'>;
  /** A cash-out and whose it is. */
  readonly find: (
    cashOutId: string,
  ) => Promise<{ readonly cashOut: CashOut; readonly customer: Customer } | undefined>;
  /** Opens the accounts that onboarding sealed. */
  readonly eventKey: Buffer;
  readonly fields: FieldSealer;
  readonly now: () => Date;
  /** A payout that could not even be prepared: an error of ours, most likely a wrong key. */
  readonly onUnprepared: (error: unknown, reference: string) => void;
}

/** Not one byte has left: it is tried again after this long, when somebody has mended what was wrong. */
const UNPREPARED_RETRY_MS = 60_000;

export function createPayoutGateway(deps: PayoutGatewayDeps): PayoutGateway {
  const enquire = createEnquiry({
    kaspro: deps.kaspro,
    now: deps.now,
    takesFee: true,
    customerAccount: async ({ requestId }) => accountOf(deps, await found(deps, requestId)),
  });
  return {
    send: async (instruction) => {
      const wanted = await prepared(deps, instruction).catch((error: unknown) => {
        deps.onUnprepared(error, instruction.reference);
      });
      if (!wanted) return { type: 'not-done', retryAfterMs: UNPREPARED_RETRY_MS };
      const outcome = await deps.kaspro.payout(wanted);
      const signal = signalOf(outcome, outcome.kind === 'ok' ? told(outcome.data) : {});
      return withSealedCode(deps, instruction, signal);
    },
    enquire: async (instruction) => withSealedCode(deps, instruction, await enquire(instruction)),
  };
}

type Found = { readonly cashOut: CashOut; readonly customer: Customer };

async function found({ find }: PayoutGatewayDeps, cashOutId: string): Promise<Found> {
  const both = await find(cashOutId);
  if (!both) throw new Error(`AKT_CASH_OUT_MISSING: ${cashOutId}`);
  return both;
}

function accountOf({ eventKey }: PayoutGatewayDeps, { cashOut, customer }: Found): string {
  const sealed = customer.accounts[cashOut.role] ?? '';
  return open(eventKey, Buffer.from(sealed, 'base64'), customer.customerId);
}

async function prepared(
  deps: PayoutGatewayDeps,
  { reference: partnerReference, requestId, amount }: Instruction,
): Promise<Parameters<KasPro['payout']>[0]> {
  const both = await found(deps, requestId);
  const terms = { sourceAccount: accountOf(deps, both), amount, partnerReference };
  return { ...terms, ...beneficiaryOf(deps, both.cashOut) };
}

function beneficiaryOf({ fields }: PayoutGatewayDeps, { cashOutId, destination }: CashOut) {
  if (destination.channel === 'MODERN_TRADE') return destination;
  const { channel, bankCode, sealedNumber = '', sealedName = '' } = destination;
  return {
    channel,
    bankCode,
    beneficiaryAccount: fields.open(cashOutId, 'accountNumber', sealedNumber),
    beneficiaryName: fields.open(cashOutId, 'accountName', sealedName),
  };
}

/** The code opens a till: from here on it travels sealed, in the place of itself. */
function withSealedCode(
  { fields }: PayoutGatewayDeps,
  { requestId }: Instruction,
  signal: Signal,
): Signal {
  if (signal.type !== 'in-process' || signal.withdrawalCode === undefined) return signal;
  const withdrawalCode = fields.seal(requestId, 'withdrawalCode', signal.withdrawalCode);
  return { ...signal, withdrawalCode };
}
