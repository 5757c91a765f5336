/** Wallets that stand still until a person lets them go. */
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from './request.ts';
import { pathOf } from './services.ts';

const contained = z.array(
  z.object({ walletId: z.string(), by: z.string(), reason: z.string(), at: z.string() }),
);
export type ContainedWallet = z.output<typeof contained>[number];

const EVERY_MS = 5_000;

export const useContainedWallets = () =>
  useQuery({
    queryKey: ['contained-wallets'],
    refetchInterval: EVERY_MS,
    queryFn: () => ask(contained, pathOf('wallet', '/contained-wallets')),
  });

export async function letGo(walletId: string, reason: string, key: string): Promise<void> {
  const path = pathOf('wallet', `/wallets/${encodeURIComponent(walletId)}/releases`);
  await ask(z.unknown(), path, { method: 'POST', body: { reason }, key });
}
