/** The ledger's own figures, and what does not agree with KasPro yet. */
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { ask, isUnknown } from './request.ts';
import { MONEY_SERVICES, pathOf, useGathered } from './services.ts';

const walletTotal = z.object({
  role: z.string(),
  tier: z.string(),
  accounts: z.number(),
  balance: z.number(),
});
const trialBalance = z.object({
  kinds: z.array(z.object({ kind: z.string(), accounts: z.number(), balance: z.number() })),
  wallets: z.array(walletTotal),
  sum: z.number(),
  asOf: z.string(),
});
const providerBalance = z.object({
  place: z.string(),
  customerId: z.string().optional(),
  kind: z.string().optional(),
  balance: z.number(),
});
const platformWallet = z.object({ kind: z.string(), balance: z.number() });
const difference = z.object({
  breakId: z.string(),
  account: z.string(),
  class: z.string(),
  reference: z.string(),
  ours: z.number(),
  theirs: z.number(),
  difference: z.number(),
  date: z.string(),
  ageHours: z.number(),
  owner: z.string(),
  status: z.string(),
  resolution: z.string().optional(),
  note: z.string().optional(),
});
const suspense = z.object({
  id: z.string(),
  walletId: z.string().optional(),
  customerId: z.string().optional(),
  amount: z.number(),
  reason: z.string(),
});
const instruction = z.object({
  reference: z.string(),
  requestId: z.string(),
  kind: z.string(),
  amount: z.number(),
  state: z.string(),
  sentAt: z.string().optional(),
  ageSeconds: z.number().optional(),
  enquiries: z.number(),
  lastWord: z.string().optional(),
  providerReference: z.string().optional(),
});
const reconciliation = z.object({
  date: z.string(),
  status: z.string(),
  requestedAt: z.string(),
  endedAt: z.string().optional(),
  accounts: z.number(),
  unread: z.array(z.string()),
  matched: z.number(),
  late: z.number(),
  inFlight: z.number(),
  missingHere: z.number(),
  missingThere: z.number(),
  different: z.number(),
  duplicate: z.number(),
  balance: z.number(),
  breaks: z.array(difference),
});

export type ProviderBalance = z.output<typeof providerBalance>;
export type Break = z.output<typeof difference>;
export type Suspense = z.output<typeof suspense>;
export type Reconciliation = z.output<typeof reconciliation>;
const instructions = z.array(instruction);

const EVERY_MS = 5_000;
/** All wallets at once is much to ask for. */
const BALANCES_EVERY_MS = 30_000;

const read = <T>(schema: z.ZodType<T>, path: string, everyMs: number) => ({
  queryKey: ['services', path, 'wallet'],
  refetchInterval: everyMs,
  queryFn: () => ask(schema, pathOf('wallet', path)),
});

export const useTrialBalance = () =>
  useQuery(read(trialBalance, '/ledger/trial-balance', EVERY_MS));
export const usePlatformWallets = () =>
  useQuery(read(z.array(platformWallet), '/platform-wallets', EVERY_MS));
export const useProviderBalances = () =>
  useQuery(read(z.array(providerBalance), '/ledger/provider-balances', BALANCES_EVERY_MS));
export const useBreaks = () => useQuery(read(z.array(difference), '/breaks', EVERY_MS));
export const useSuspense = () => useQuery(read(z.array(suspense), '/suspense', EVERY_MS));

/** Transfers of which nobody knows how they ended: MANUAL waits for an operator, UNKNOWN for KasPro. */
export function useUnknownOutcomes() {
  const ofState = (state: string) => ({
    services: MONEY_SERVICES,
    path: `/instructions?state=${state}`,
    row: instructions,
    everyMs: EVERY_MS,
  });
  const manual = useGathered(ofState('MANUAL'));
  const unknown = useGathered(ofState('UNKNOWN'));
  return {
    rows: [...manual.rows, ...unknown.rows],
    isLoading: manual.isLoading || unknown.isLoading,
    failures: manual.failures,
  };
}
export type Instruction = ReturnType<typeof useUnknownOutcomes>['rows'][number];

/** Null: none ran for that day. */
export const useReconciliation = (date: string) =>
  useQuery({
    queryKey: ['services', '/reconciliations', date],
    refetchInterval: EVERY_MS,
    queryFn: async () => {
      try {
        return await ask(reconciliation, pathOf('wallet', `/reconciliations/${date}`));
      } catch (error) {
        if (isUnknown(error)) return null;
        throw error;
      }
    },
  });

const asked = z.looseObject({});

interface Resolution {
  readonly service: string;
  /** Below `/v1`. */
  readonly path: string;
  readonly body: object;
}

/** Asks that something is resolved; nearly always a second person decides. */
export async function resolve({ service, path, body }: Resolution, key: string): Promise<void> {
  await ask(asked, pathOf(service, path), { method: 'POST', body, key });
}
