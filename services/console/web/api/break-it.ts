/** Faults at one click, where the whole system runs on one machine to be tried. */
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { ask, isUnknown } from './request.ts';

const faults = z.array(z.object({ name: z.string(), title: z.string(), running: z.boolean() }));

const EVERY_MS = 3_000;

/** Null where nothing may be broken: everywhere but on a developer's machine. */
export const useBreakIt = () =>
  useQuery({
    queryKey: ['break-it'],
    refetchInterval: ({ state: { data } }) => (data ? EVERY_MS : false),
    queryFn: async () => {
      try {
        return await ask(faults, '/break-it');
      } catch (error) {
        if (isUnknown(error)) return null;
        throw error;
      }
    },
  });

export async function turn(name: string, isOn: boolean, key: string): Promise<void> {
  const path = `/break-it/${encodeURIComponent(name)}`;
  await ask(z.unknown(), path, { method: 'POST', body: { on: isOn }, key });
}
