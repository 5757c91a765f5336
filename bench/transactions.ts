import type { Stack } from '@angkutan/local';

/** Messages that services decided, and the transactions in which they committed them. */
export interface Commits {
  readonly messages: number;
  readonly transactions: number;
}

const LINE = /^angkutan_group_size_(sum|count)(?:\{[^}]*\})? (\S+)$/gm;

/** What payments and wallet have committed since they started, by their own metrics. */
export async function commitsOf(stack: Stack): Promise<Commits> {
  const instances = [...stack.services.payments, ...stack.services.wallet];
  const pages = await Promise.all(
    instances.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()),
  );
  const total = { sum: 0, count: 0 };
  for (const [, field, value] of pages.join('\n').matchAll(LINE)) {
    if (field === 'sum' || field === 'count') total[field] += Number(value);
  }
  return { messages: total.sum, transactions: total.count };
}

export function between(before: Commits, after: Commits): Commits {
  return {
    messages: after.messages - before.messages,
    transactions: after.transactions - before.transactions,
  };
}
