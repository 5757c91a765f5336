/** The watcher and the page "break it", as operators meet them through the console. */
import { readStack, type Stack } from '@angkutan/local';
import { eventually } from '@angkutan/testkit';
import { inject } from 'vitest';
import { AFTER_A_FAULT } from '../platform.ts';
import { ask, signInBoth } from './browser-session.ts';

interface Incident {
  readonly incidentId: string;
  readonly signature: string;
  readonly subject: string;
  readonly since: string;
  readonly endedAt?: string;
  readonly act?: { readonly name: string; readonly state: string };
}

export const NOTICED = { within: 15_000 };
export const WALLET = '/api/services/wallet/v1/operations';

/** What one who may read and one who may act do there. */
export async function openOnlookers(stack: Pick<Stack, 'token'>) {
  const { reader, actor } = await signInBoth(stack);

  async function incidents(signature: string, since: Date): Promise<readonly Incident[]> {
    const { body }: { body?: readonly Incident[] } = await ask(reader, '/api/incidents');
    const told = body?.filter((one) => one.signature === signature) ?? [];
    return told.filter((one) => new Date(one.since) >= since);
  }
  const findOpen = async (signature: string, since: Date): Promise<Incident | undefined> =>
    (await incidents(signature, since)).find(({ endedAt }) => endedAt === undefined);
  return {
    reader,
    actor,
    findOpen,
    /** @throws while there is none */
    async openOf(signature: string, since: Date): Promise<Incident> {
      const open = await findOpen(signature, since);
      if (!open) throw new Error(`no ${signature} is open`);
      return open;
    },
    hasEnded: async ({ signature, incidentId, since }: Incident): Promise<boolean> =>
      (await incidents(signature, new Date(since))).some(
        (one) => one.incidentId === incidentId && one.endedAt !== undefined,
      ),
    turn: (name: string, on: boolean, cookie = actor) =>
      ask(cookie, `/api/break-it/${name}`, { body: { on } }),
    async isOn(name: string): Promise<boolean> {
      const { body }: { body: readonly { name: string; running: boolean }[] } = await ask(
        reader,
        '/api/break-it',
      );
      return body.some((one) => one.name === name && one.running);
    },
    letGo: () =>
      ask(actor, `${WALLET}/consumers/angkutan.wallet/releases`, {
        body: { reason: 'the row is as it was' },
      }),
    /** Kills the console; its launcher starts it again. */
    async restartConsole(): Promise<void> {
      const pidNow = () => readStack(inject('e2e').stateDir)?.console.pid ?? 0;
      const before = pidNow();
      process.kill(before, 'SIGKILL');
      await eventually(() => pidNow() !== before, AFTER_A_FAULT);
      await eventually(
        async () => (await ask(reader, '/api/session')).status === 200,
        AFTER_A_FAULT,
      );
    },
  };
}
export type Onlookers = Awaited<ReturnType<typeof openOnlookers>>;
