/** Makes the acts, each under the name of the watcher at the service that does it, where its audit keeps them. */
import { deadMembers, groupsToRelease } from './domain/acting-facts.ts';
import { LEDGER_GROUP } from './domain/acts.ts';
import type { ActName, Incident } from './domain/incident.ts';
import type { Look } from './domain/look.ts';
import { type Asking, differingWallets } from './gateways/services.ts';

const REASON_MAX = 400;

/** What is asked for, of the first of these instances that takes it. */
interface Asked {
  readonly urls: readonly string[];
  readonly path: string;
  readonly body: object;
}
interface Wanted {
  /** Whom the incident is about. */
  readonly subject: string;
  readonly look: Look;
  readonly asking: Asking;
  readonly reason: string;
}

/** All instances of a service, those that answered first. */
const at = (service: string, { instances }: Look): readonly string[] =>
  instances
    .filter((one) => one.service === service)
    .toSorted((a, b) => Number(!a.told) - Number(!b.told))
    .map(({ url }) => url);

/** Where an act is asked for, and with what. */
const REQUESTS: Readonly<
  Record<ActName, (wanted: Wanted) => readonly Asked[] | Promise<readonly Asked[]>>
> = {
  'hold-wallet-consumer': ({ look, reason }) => [
    {
      urls: at('wallet', look),
      path: `/v1/operations/consumers/${LEDGER_GROUP}/holds`,
      body: { reason },
    },
  ],
  'contain-wallets': async ({ look, asking, reason }) => {
    const urls = at('wallet', look);
    return (await firstDiffering(urls, asking)).map((walletId) => ({
      urls,
      path: `/v1/wallets/${encodeURIComponent(walletId)}/containments`,
      body: { reason },
    }));
  },
  'reconcile-today': ({ look }) => [
    { urls: at('wallet', look), path: '/v1/reconciliations', body: {} },
  ],
  // Each of the instances that are dead, and no other.
  'restart-consumer': ({ subject: group, look, reason }) =>
    deadMembers(group, [look]).map(({ url }) => ({
      urls: [url],
      path: `/v1/operations/consumers/${group}/restarts`,
      body: { reason },
    })),
  'release-parked': ({ subject, look, reason }) =>
    groupsToRelease(subject, [look]).map((group) => ({
      urls: at(subject, look),
      path: `/v1/operations/consumers/${group}/parked/releases`,
      body: { reason },
    })),
  'sweep-instructions': ({ subject, look, reason }) => [
    { urls: at(subject, look), path: '/v1/instructions/sweeps', body: { reason } },
  ],
};

async function firstDiffering(urls: readonly string[], asking: Asking): Promise<readonly string[]> {
  for (const url of urls) {
    const found = await differingWallets(url, asking);
    if (found.length > 0) {
      return found.filter(({ contained }) => !contained).map(({ walletId }) => walletId);
    }
  }
  return [];
}

export type MakeAct = (incident: Incident, look: Look, reason: string) => Promise<boolean>;

/** Answers whether all that was asked for was taken. The same attempt asked for twice is made once. */
export const createMakeAct =
  (asking: Asking): MakeAct =>
  async ({ incidentId, subject, act }, look, whole) => {
    if (!act) return false;
    const reason = whole.slice(0, REASON_MAX);
    const asked = await REQUESTS[act.name]({ subject, look, asking, reason });
    const key = `${incidentId}-${act.attempts}`;
    const taken = await Promise.all(
      asked.map((one, n) => isTaken(one, n === 0 ? key : `${key}-${n}`, asking)),
    );
    return taken.length > 0 && taken.every(Boolean);
  };

async function isTaken({ urls, path, body }: Asked, key: string, asking: Asking) {
  for (const url of urls) if (await asking.post(url + path, body, key)) return true;
  return false;
}
