/** Who looks at the page. The token itself lies in a cookie that no script can read. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { ask, isSignedOut, tell } from './request.ts';

const schema = z.object({
  sub: z.string(),
  role: z.enum(['ops', 'ops-act']),
  expiresAt: z.string(),
});
export type Session = z.output<typeof schema>;

const KEY = ['session'];

export const signIn = (token: string): Promise<void> =>
  tell('/session', { method: 'POST', body: { token } });

/** A sign-in link carries the token behind `#`, where no server's log sees it; it is used once and taken away. */
async function signInByLink(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return;
  history.replaceState(null, '', location.pathname + location.search);
  await signIn(token);
}

/** Nobody is signed in: null. */
async function read(): Promise<Session | null> {
  try {
    await signInByLink();
    return await ask(schema, '/session');
  } catch (error) {
    if (isSignedOut(error)) return null;
    throw error;
  }
}

export const useSession = () => useQuery({ queryKey: KEY, queryFn: read, staleTime: Infinity });

/** Whether who is signed in may act, and not only look. */
export const useMayAct = (): boolean => useSession().data?.role === 'ops-act';

export function useSigning() {
  const queries = useQueryClient();
  return {
    async into(token: string): Promise<void> {
      await signIn(token);
      await queries.invalidateQueries();
    },
    async out(): Promise<void> {
      await tell('/session', { method: 'DELETE' });
      queries.clear();
      queries.setQueryData(KEY, null);
    },
  };
}

/** The session ended while the page was open. */
export const SESSION_KEY = KEY;
