import { join } from 'node:path';
import type { Environment, Session } from '../process/session.ts';
import { startProgram } from './node-program.ts';
import type { Secrets } from './secrets.ts';

/** How the services reach KasPro. `sandbox` says whether it is the simulator, whose people can be played. */
export interface KasProAccess {
  readonly url: string;
  readonly sandbox: boolean;
  /** The numbers of our own accounts there. */
  readonly accounts: { readonly escrow: string; readonly corporate: string };
  readonly environment: Environment;
}

const REQUIRED = [
  'KASPRO_PARTNER_ID',
  'KASPRO_SECRET',
  'KASPRO_ESCROW_ACCOUNT',
  'KASPRO_CORPORATE_ACCOUNT',
] as const;

// Clear of 888… and 777…, the accounts of people and merchants.
const SIMULATED = {
  KASPRO_PARTNER_ID: 'angkutan',
  KASPRO_ESCROW_ACCOUNT: '9990000000001',
  KASPRO_CORPORATE_ACCOUNT: '9990000000002',
};

/** A given KasPro, or undefined. Throws, naming them, when values that belong to it are missing. */
export function givenKasPro(environment: Environment): KasProAccess | undefined {
  const url = environment['KASPRO_BASE_URL'];
  if (!url) return undefined;
  const missing = REQUIRED.filter((name) => !environment[name]);
  if (missing.length > 0) {
    throw new Error(`KASPRO_BASE_URL is given, and with it are missing: ${missing.join(', ')}`);
  }
  return { url, sandbox: false, accounts: accountsOf(environment), environment: {} };
}

export interface Simulation {
  readonly root: string;
  readonly port: number;
  readonly secrets: Secrets;
  /** Where KasPro's callbacks go. */
  readonly walletUrl: string;
}

/** Starts the KasPro simulator; its money is kept in the state folder beside ours. */
export async function startSimulator(
  session: Session,
  simulation: Simulation,
): Promise<KasProAccess> {
  const shared = { ...SIMULATED, KASPRO_SECRET: simulation.secrets.KASPRO_SECRET };
  const url = await startProgram(session, {
    name: 'simulator',
    main: join(simulation.root, 'infra/kaspro-simulator/src/main.ts'),
    environment: {
      ...shared,
      PORT: String(simulation.port),
      CALLBACK_URL: `${simulation.walletUrl}/webhooks/kaspro/transactions`,
      SIMULATOR_STATE_FILE: join(session.stateDir, 'data', 'kaspro.jsonl'),
    },
  });
  const services = { ...shared, KASPRO_BASE_URL: url };
  return { url, sandbox: true, accounts: accountsOf(services), environment: services };
}

function accountsOf(environment: Environment): KasProAccess['accounts'] {
  return {
    escrow: environment['KASPRO_ESCROW_ACCOUNT'] ?? '',
    corporate: environment['KASPRO_CORPORATE_ACCOUNT'] ?? '',
  };
}
