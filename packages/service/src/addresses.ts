import { z } from 'zod';

const SERVICES = ['onboarding', 'wallet', 'payments', 'cash-out'] as const;

export interface ServiceAddress {
  readonly name: string;
  readonly urls: readonly string[];
}

/**
 * Where every instance answers for itself, for those who look at all of them:
 * `wallet=http://10.0.0.7:4102|http://10.0.0.8:4102,payments=…`.
 */
export const serviceAddresses = z.string().transform((list, context): readonly ServiceAddress[] => {
  const named = list.split(',').map((one) => one.split('='));
  const wrong = named.find(
    ([name = '', urls = '']) =>
      !SERVICES.some((known) => known === name.trim()) || !urls.split('|').every(isUrl),
  );
  if (!wrong) {
    return named.map(([name = '', urls = '']) => ({ name: name.trim(), urls: urls.split('|') }));
  }
  context.addIssue(`${wrong[0]} is no service, or one of its addresses is no URL`);
  return z.NEVER;
});

const isUrl = (text: string): boolean => z.url().safeParse(text).success;
