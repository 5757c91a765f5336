/** Sends instructions to KasPro and asks about them; the only place that opens a sealed account. */
import {
  createEnquiry,
  type Instruction,
  type Signal,
  signalOf,
  type Told,
  told,
} from '@angkutan/instructions';
import { type KasPro, SUSPENSE_ACCOUNT } from '@angkutan/kaspro';
import { CORPORATE, ESCROW, UNCLAIMED } from '../domain/transfer.ts';

export interface TransferGateway {
  send(instruction: Instruction): Promise<Signal>;
  enquire(instruction: Instruction): Promise<Signal>;
}

export interface TransferGatewayDeps {
  readonly kaspro: KasPro;
  /** The KasPro account of a wallet. */
  readonly accountOf: (walletId: string) => Promise<string>;
  readonly escrowAccount: string;
  readonly corporateAccount: string;
  readonly now: () => Date;
}

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
      return signalOf(outcome, outcome.kind === 'ok' ? transferReference(outcome.data) : {});
    },
    enquire: createEnquiry({
      kaspro: deps.kaspro,
      now: deps.now,
      // Escrow's statement of ten minutes may be endless.
      customerAccount: ({ from, to }) => partyAccount(deps, isCompanys(from) ? to : from),
    }),
  };
}

async function partyAccount(deps: TransferGatewayDeps, party: string): Promise<string> {
  switch (party) {
    case ESCROW:
      return deps.escrowAccount;
    case CORPORATE:
      return deps.corporateAccount;
    case UNCLAIMED:
      return SUSPENSE_ACCOUNT;
    default:
      return await deps.accountOf(party);
  }
}

const isCompanys = (party: string): boolean =>
  party === ESCROW || party === CORPORATE || party === UNCLAIMED;

const transferReference = (data: {
  readonly walletTransactions: readonly { readonly reference: string }[];
}): Told => told({ providerReference: data.walletTransactions[0]?.reference });
