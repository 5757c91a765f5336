/** A wallet without Kafka: real MongoDB, real HTTP to the simulated KasPro, the real work and workers. */
import { createCodec } from '@angkutan/events';
import {
  type InstructionStore,
  type InstructionWorker,
  openInstructionStore,
  type Policy,
  startInstructionWorker,
} from '@angkutan/instructions';
import { createKasPro, type KasPro } from '@angkutan/kaspro';
import { createSimulator, type Simulator } from '@angkutan/kaspro-simulator';
import {
  createExecutor,
  type Executor,
  INBOX_RETENTION_MS,
  prepareCollections,
} from '@angkutan/messaging';
import { connect } from '@angkutan/mongo';
import { openRulesStore, type RulesStore } from '@angkutan/rules-store';
import { createLogger } from '@angkutan/telemetry';
import { testDatabase } from '@angkutan/testkit';
import type { Connection } from 'mongoose';
import { createTransferGateway } from '../src/gateways/transfers.ts';
import { settleResults } from '../src/jobs/settle-results.ts';
import { createAccounts } from '../src/store/accounts.ts';
import { createWalletQueries, type WalletQueries } from '../src/store/queries.ts';
import { openRows, type Rows } from '../src/store/rows.ts';
import type { ServiceMessage, Tell } from '../src/service-message.ts';
import { createWalletWork } from '../src/wallet-work.ts';

export const KEY = Buffer.alloc(32, 7);
const SECRET = 'a-secret-for-tests-only';
export const ESCROW = '900000000001';
export const CORPORATE = '900000000002';

/** Limits that a test wants shorter. */
export type Settings = Partial<
  Policy & { readonly holdExpiryMs: number; readonly now: () => Date }
>;

export interface WalletUnderTest {
  readonly connection: Connection;
  readonly rows: Rows;
  readonly instructions: InstructionStore;
  readonly rules: RulesStore;
  readonly executor: Executor;
  readonly queries: WalletQueries;
  readonly simulator: Simulator;
  readonly kaspro: KasPro;
  /** Starts a worker such as one instance of the service has. */
  startWorker(): InstructionWorker;
  tell(...messages: ServiceMessage[]): ReturnType<Tell>;
  /** As a process of its own would, side by side with the others. */
  tellAsAnother(...messages: ServiceMessage[]): ReturnType<Tell>;
  fault(...rules: object[]): Promise<void>;
  sandbox(path: string, body?: object): Promise<unknown>;
  close(): Promise<void>;
}

export async function walletUnderTest({
  holdExpiryMs = 86_400_000,
  now = () => new Date(),
  ...policy
}: Settings = {}): Promise<WalletUnderTest> {
  const database = testDatabase('wallet');
  const connection = await connect(database.uri, { name: database.name });
  await prepareCollections(connection, INBOX_RETENTION_MS);
  const simulator = await createSimulator({
    partnerId: 'ANGKUTAN',
    secret: SECRET,
    escrowAccount: ESCROW,
    corporateAccount: CORPORATE,
  });
  const kaspro = createKasPro({
    baseUrl: simulator.url,
    partnerId: 'ANGKUTAN',
    secret: SECRET,
    limits: { transfer: { timeoutMs: 300 } },
    // Faults are injected on purpose here; the breaker has its own tests.
    breaker: { volumeThreshold: 10_000 },
  });
  const logger = createLogger({ service: 'wallet-test', level: 'silent' });
  const codec = createCodec({ registryUrl: 'http://127.0.0.1:9' });
  const newExecutor = (): Executor =>
    createExecutor({ connection, codec, logger, source: 'angkutan/wallet', now });
  const executor = newExecutor();
  const rows = await openRows(connection);
  const instructions = await openInstructionStore(connection);
  const rules = await openRulesStore(connection);
  const work = createWalletWork({
    rows,
    instructions,
    rules,
    holdExpiryMs,
    depositMinima: { BIKE: 20_000, CAR: 50_000 },
    policy: {
      processingWindowMs: 900_000,
      enquiryPausesMs: [200],
      manualAfterMs: 86_400_000,
      ...policy,
    },
  });
  const tell: Tell = (messages) => executor.execute(work, messages);
  const gateway = createTransferGateway({
    kaspro,
    accountOf: createAccounts(rows, KEY),
    escrowAccount: ESCROW,
    corporateAccount: CORPORATE,
    now: () => new Date(),
  });
  const sandbox = async (path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${simulator.url}/sandbox/${path}`, {
      method: body ? 'POST' : 'GET',
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const workers: InstructionWorker[] = [];
  return {
    connection,
    rows,
    instructions,
    rules,
    executor,
    simulator,
    kaspro,
    // Anew each time: a reading that was long is shared, and would tell a test of what was before.
    get queries() {
      return createWalletQueries(connection, rows);
    },
    startWorker: () => {
      const worker = startInstructionWorker({
        ...gateway,
        store: instructions,
        settle: (results) => settleResults({ tell, logger }, results),
        pauseMs: () => 0,
        now: () => new Date(),
        onError: (error) => {
          throw error;
        },
      });
      executor.onCommitted(() => worker.wake());
      workers.push(worker);
      return worker;
    },
    tell: (...messages) => tell(messages),
    tellAsAnother: (...messages) => newExecutor().execute(work, messages),
    fault: async (...rules) => {
      const answer = await fetch(`${simulator.url}/sandbox/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ seed: 1, rules }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    sandbox,
    close: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      kaspro.close();
      await simulator.close();
      await database.drop();
      await connection.close();
    },
  };
}
