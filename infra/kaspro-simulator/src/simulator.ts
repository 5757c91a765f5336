import { once } from 'node:events';
import { createServer } from 'node:http';
import { SUSPENSE_ACCOUNT, topUpNumbers } from '@angkutan/kaspro';
import express, { type ErrorRequestHandler } from 'express';
import { createCallLog } from './call-log.ts';
import { createCallbacks } from './callbacks.ts';
import { createFaults } from './faults.ts';
import { createJournal } from './journal.ts';
import { createOtpDesk } from './otp-desk.ts';
import { providerRoutes } from './provider/routes.ts';
import { sandboxRoutes } from './sandbox/routes.ts';
import { createSettlement } from './settlement.ts';
import type { Simulation } from './simulation.ts';
import { createState, type OpeningAccount } from './state.ts';
import { createTimers } from './timers.ts';

export interface SimulatorOptions {
  readonly partnerId: string;
  readonly secret: string;
  readonly escrowAccount: string;
  readonly corporateAccount: string;
  /** `KASPRO_VA_PREFIXES`; default as assumed. */
  readonly vaPrefixes?: string | undefined;
  /** The whole URL of our webhook; without one nobody is called back. */
  readonly callbackUrl?: string | undefined;
  /** The first wait before a callback goes again, in ms; default 200. */
  readonly callbackRetryMs?: number | undefined;
  /** `KASPRO_REGISTER_FIRST`: whether codes go to registered numbers alone; default false. */
  readonly registerFirst?: boolean | undefined;
  /** How long a payout stays in process, in ms; Infinity: until the sandbox decides. Default 200. */
  readonly settleMs?: number | undefined;
  /** With what escrow and corporate open, in rupiah. */
  readonly escrowFloat?: number | undefined;
  readonly corporateFloat?: number | undefined;
  /** Where money is kept over restarts; default in memory alone. */
  readonly stateFile?: string | undefined;
  /** Default 0: any free port. */
  readonly port?: number | undefined;
  readonly bind?: string | undefined;
}

export interface Simulator {
  readonly url: string;
  /** Points callbacks to a webhook whose address was not known at the start. */
  callBackTo(url: string): void;
  close(): Promise<void>;
}

export const SETTLE_MS = 200;
const CALLBACK_RETRY_MS = 200;
const ESCROW_FLOAT = 1_000_000_000;
const CORPORATE_FLOAT = 10_000_000_000;
/** Longer than any client keeps an idle connection, so that the client is the one who closes it. */
const KEEP_ALIVE_MS = 120_000;

/** Starts KasPro, simulated. Rejects when the port is taken. */
export async function createSimulator(options: SimulatorOptions): Promise<Simulator> {
  const journal = createJournal(options.stateFile);
  const callbackOptions = {
    url: options.callbackUrl,
    partnerId: options.partnerId,
    secret: options.secret,
    retryMs: options.callbackRetryMs ?? CALLBACK_RETRY_MS,
  };
  const state = createState(journal, openingAccounts(options));
  const timers = createTimers();
  const faults = createFaults();
  const callbacks = createCallbacks({
    options: callbackOptions,
    faults,
    timers,
    onDone: ({ reffId }) => state.record({ fact: 'notified', reffId }),
  });
  const settlement = createSettlement({
    state,
    faults,
    timers,
    callbacks,
    settleMs: options.settleMs ?? SETTLE_MS,
  });
  const simulation: Simulation = {
    state,
    timers,
    faults,
    callbacks,
    settlement,
    calls: createCallLog(),
    otps: createOtpDesk(),
    topUpNumbers: topUpNumbers(options.vaPrefixes),
    partnerId: options.partnerId,
    secret: options.secret,
    escrowAccount: options.escrowAccount,
    registerFirst: options.registerFirst ?? false,
  };
  settlement.resume();
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, appOf(simulation));
  const url = await listening(server, options);
  return {
    url,
    callBackTo: (callbackUrl) => {
      callbackOptions.url = callbackUrl;
    },
    async close() {
      timers.stop();
      callbacks.forget();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      journal.close();
    },
  };
}

async function listening(
  server: ReturnType<typeof createServer>,
  { port = 0, bind = '127.0.0.1' }: SimulatorOptions,
): Promise<string> {
  server.listen(port, bind);
  await once(server, 'listening');
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  return `http://${bind.includes(':') ? `[${bind}]` : bind}:${actual}`;
}

function appOf(simulation: Simulation) {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(providerRoutes(simulation));
  app.use(
    '/sandbox',
    sandboxRoutes(simulation, () => forget(simulation)),
  );
  app.use(onError);
  return app;
}

// Express knows an error handler by its four parameters.
const onError: ErrorRequestHandler = (error, _request, response, _next) => {
  const status = error instanceof Error && error.name === 'BodyTooLarge' ? 413 : 500;
  if (!response.headersSent) response.status(status).json({ message: 'the simulator failed' });
};

function forget({ timers, callbacks, faults, calls, otps, state }: Simulation): void {
  timers.stop();
  callbacks.forget();
  faults.clear();
  calls.forget();
  otps.forget();
  state.forget();
}

function openingAccounts(options: SimulatorOptions): OpeningAccount[] {
  const { escrowAccount, corporateAccount } = options;
  return [
    { account: escrowAccount, kind: 'ESCROW', float: options.escrowFloat ?? ESCROW_FLOAT },
    {
      account: corporateAccount,
      kind: 'CORPORATE',
      float: options.corporateFloat ?? CORPORATE_FLOAT,
    },
    { account: SUSPENSE_ACCOUNT, kind: 'SUSPENSE', float: 0 },
  ];
}
