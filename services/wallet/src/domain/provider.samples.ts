/** The provider's own accounts in a world in memory: for tests. PURE. */

/** Balances by account. */
export interface Provider {
  readonly provider: Map<string, bigint>;
}

export function move(world: Provider, from: string, to: string, amount: bigint): void {
  const [source, target] = [accountOf(from), accountOf(to)];
  world.provider.set(source, (world.provider.get(source) ?? 0n) - amount);
  world.provider.set(target, (world.provider.get(target) ?? 0n) + amount);
}

/** The provider's account of a wallet: a person's wallets share one, but the merchant's. */
export const accountOf = (party: string): string =>
  party.endsWith(':merchant') ? party : (party.split(':')[0] ?? party);
