/** Sends instructions to KasPro and asks about them; the only place that opens a sealed account. */
import type { Instruction, Signal } from '@angkutan/instructions';
import type { KasPro, Outcome } from '@angkutan/kaspro';
import { ESCROW } from '../domain/working-set.ts';

export interface TransferGateway {
  send(instruction: Instruction): Promise<Signal>;
  enquire(instruction: Instruction): Promise<Signal>;
}

export interface TransferGatewayDeps {
  readonly kaspro: KasPro;
  /** The KasPro account of a wallet. */
  readonly accountOf: (walletId: string) => Promise<string>;
  readonly escrowAccount: string;
  readonly now: () => Date;
}

/** The statement is searched from this long before the sending, for the clocks may differ. */
const CLOCK_SKEW_MS = 600_000;
/** KasPro could not be reached at all: it is tried again after this long. */
const UNREACHABLE_RETRY_MS = 1_000;

export function createTransferGateway(deps: TransferGatewayDeps): TransferGateway {
  return {
    send: async (instruction) => {
      const [sourceAccount, destinationAccount] = await Promise.all([
        partyAccount(deps, instruction.from),
        partyAccount(deps, instruction.to),
      ]);
      const { amount, reference: partnerReference } = instruction;
      const outcome = await deps.kaspro.transfer({
        sourceAccount,
        destinationAccount,
        amount,
        partnerReference,
        purpose: 'WALLET_PAYMENT',
      });
      return signalOf(outcome, outcome.kind === 'ok' ? transferReference(outcome.data) : undefined);
    },
    enquire: (instruction) => enquire(deps, instruction),
  };
}

const partyAccount = async (deps: TransferGatewayDeps, party: string): Promise<string> =>
  party === ESCROW ? deps.escrowAccount : await deps.accountOf(party);

const transferReference = (data: {
  readonly walletTransactions: readonly { readonly reference: string }[];
}): string | undefined => data.walletTransactions[0]?.reference;

function signalOf(outcome: Outcome<unknown>, providerReference: string | undefined): Signal {
  switch (outcome.kind) {
    case 'ok':
      return { type: 'ok', ...(providerReference !== undefined && { providerReference }) };
    case 'in-process':
      return { type: 'in-process', providerReference: outcome.providerReference };
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

const STILL_OPEN: Signal = { type: 'still-open' };

/** Only a status answer or a statement line is a word; whatever else an enquiry gives says nothing. */
async function enquire(deps: TransferGatewayDeps, instruction: Instruction): Promise<Signal> {
  const outcome = await deps.kaspro.status(instruction.reference);
  if (outcome.kind === 'unknown' && outcome.cause === 'ENQUIRY_OFF') {
    return await fromStatement(deps, instruction);
  }
  if (outcome.kind !== 'ok') return STILL_OPEN;
  const { status, providerReference } = outcome.data;
  switch (status) {
    case 'SUCCESS':
      return { type: 'ok', ...(providerReference !== undefined && { providerReference }) };
    case 'FAILED':
    case 'EXPIRED':
      return { type: 'refused', code: 0, message: status };
    case 'IN_PROCESS':
      return { type: 'in-process', ...(providerReference !== undefined && { providerReference }) };
    case 'NOT_FOUND':
      return await fromStatement(deps, instruction);
  }
}

/** A line of the statement is the money itself: it outweighs a status that was not found. */
async function fromStatement(deps: TransferGatewayDeps, instruction: Instruction): Promise<Signal> {
  const sentAt = instruction.sentAt ?? deps.now();
  // The customer's side: a quiet account, where escrow's statement of ten minutes may be endless.
  const customer = instruction.from === ESCROW ? instruction.to : instruction.from;
  const outcome = await deps.kaspro.statement({
    account: await partyAccount(deps, customer),
    from: new Date(sentAt.getTime() - CLOCK_SKEW_MS),
    to: new Date(deps.now().getTime() + CLOCK_SKEW_MS),
  });
  if (outcome.kind !== 'ok') return STILL_OPEN;
  const line = outcome.data.find((row) => row.partnerReference === instruction.reference);
  return line ? { type: 'ok', providerReference: line.reference } : { type: 'absent' };
}
