/** Asking the same of several services, when some of them may not answer. */
import { useQueries } from '@tanstack/react-query';
import type { z } from 'zod';
import { ask, isUnknown } from './request.ts';

export const SERVICES = ['onboarding', 'wallet', 'payments', 'cash-out'] as const;
/** Those that call KasPro for money, and in which acts wait for a second person. */
export const MONEY_SERVICES = ['wallet', 'payments', 'cash-out'] as const;

export type Of<T> = T & { readonly service: string };

export const pathOf = (service: string, path: string): string => `/services/${service}/v1${path}`;

export interface Gathered<T> {
  readonly rows: readonly Of<T>[];
  readonly isLoading: boolean;
  /** The services that did not answer, and why. */
  readonly failures: readonly { readonly service: string; readonly error: Error }[];
}

interface Gathering<T extends object> {
  readonly services: readonly string[];
  readonly path: string;
  readonly row: z.ZodType<readonly T[]>;
  readonly everyMs: number;
}

/** The lists of several services as one, each row with its service. A list that a service does not have is empty. */
export function useGathered<T extends object>(gathering: Gathering<T>): Gathered<T> {
  const { services, path, row, everyMs } = gathering;
  return useQueries({
    queries: services.map((service) => ({
      queryKey: ['services', path, service],
      refetchInterval: everyMs,
      queryFn: async () => {
        try {
          return await ask(row, pathOf(service, path));
        } catch (error) {
          if (isUnknown(error)) return [];
          throw error;
        }
      },
    })),
    combine: (results) => ({
      rows: results.flatMap(({ data = [] }, at) =>
        data.map((one) => ({ ...one, service: services[at] ?? '' })),
      ),
      isLoading: results.some(({ isPending }) => isPending),
      failures: results.flatMap(({ error }, at) =>
        error ? [{ service: services[at] ?? '', error }] : [],
      ),
    }),
  });
}
