/** Makes the acts, each under the name of the watcher at the service that does it, where its audit keeps them. */
import type { ServiceAddress } from '@angkutan/service';
import { ACTS } from './domain/acts.ts';
import type { ActName, Incident } from './domain/incident.ts';
import { type Asking, differingWallets } from './gateways/services.ts';

const REASON_MAX = 400;

interface Asked {
  readonly path: string;
  readonly body: object;
}
interface Wanted {
  readonly url: string;
  readonly asking: Asking;
  readonly reason: string;
}

/** Where in the wallet's HTTP an act is asked for, and with what. */
const REQUESTS: Readonly<Record<ActName, (wanted: Wanted) => Promise<readonly Asked[]>>> = {
  'hold-wallet-consumer': async ({ reason }) => [
    {
      path: `/v1/operations/consumers/${ACTS['hold-wallet-consumer'].subject}/holds`,
      body: { reason },
    },
  ],
  'contain-wallets': async ({ url, asking, reason }) =>
    (await differingWallets(url, asking))
      .filter(({ contained }) => !contained)
      .map(({ walletId }) => ({
        path: `/v1/wallets/${encodeURIComponent(walletId)}/containments`,
        body: { reason },
      })),
  'reconcile-today': async () => [{ path: '/v1/reconciliations', body: {} }],
};

export type MakeAct = (incident: Incident, reason: string) => Promise<boolean>;

/** Answers whether the wallet took it. The same attempt asked for twice is made once. */
export const createMakeAct =
  (addresses: readonly ServiceAddress[], asking: Asking): MakeAct =>
  async ({ incidentId, act }, whole) => {
    if (!act) return false;
    const reason = whole.slice(0, REASON_MAX);
    const urls = addresses.find(({ name }) => name === 'wallet')?.urls ?? [];
    for (const url of urls) {
      const asked = await REQUESTS[act.name]({ url, asking, reason });
      const key = `${incidentId}-${act.attempts}`;
      const taken = await Promise.all(
        asked.map(({ path, body }, n) =>
          asking.post(url + path, body, n === 0 ? key : `${key}-${n}`),
        ),
      );
      if (taken.length > 0 && taken.every(Boolean)) return true;
    }
    return false;
  };
