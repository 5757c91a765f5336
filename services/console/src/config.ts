import { platformEnvironment } from '@angkutan/service';
import { z } from 'zod';

const SERVICES = ['onboarding', 'wallet', 'payments', 'cash-out'] as const;

/** `wallet=http://10.0.0.7:4102|http://10.0.0.8:4102,payments=…`: every instance that answers for itself. */
const instances = z.string().transform((list, context) => {
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

/** The console's environment; read by main.ts alone. */
export const environmentSchema = platformEnvironment.extend({
  SERVICES: instances,
  /** A token of role ops, with which the console looks at the services when nobody is signed in. */
  CONSOLE_TOKEN: z.string().min(1),
  /** `local`: the page "break it" is there, and cookies go over plain HTTP. */
  ANGKUTAN_MODE: z.enum(['local', 'production']).default('production'),
});

export type ConsoleEnvironment = z.infer<typeof environmentSchema>;
