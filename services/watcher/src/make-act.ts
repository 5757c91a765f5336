/** Makes the acts, each under the name of the watcher at the service that does it, where its audit keeps them. */
import type { ServiceAddress } from '@angkutan/service';
import { ACTS } from './domain/acts.ts';
import type { ActName, Incident } from './domain/incident.ts';
import type { Asking } from './gateways/services.ts';

const REASON_MAX = 400;

/** Where in the wallet's HTTP an act is asked for, and with what. */
const REQUESTS: Readonly<Record<ActName, (reason: string) => { path: string; body: object }>> = {
  'hold-wallet-consumer': (reason) => ({
    path: `/v1/operations/consumers/${ACTS['hold-wallet-consumer'].subject}/holds`,
    body: { reason },
  }),
  'reconcile-today': () => ({ path: '/v1/reconciliations', body: {} }),
};

export type MakeAct = (incident: Incident, reason: string) => Promise<boolean>;

/** Answers whether the wallet took it. The same attempt asked for twice is made once. */
export const createMakeAct =
  (addresses: readonly ServiceAddress[], asking: Asking): MakeAct =>
  async ({ incidentId, act }, reason) => {
    if (!act) return false;
    const { path, body } = REQUESTS[act.name](reason.slice(0, REASON_MAX));
    const urls = addresses.find(({ name }) => name === 'wallet')?.urls ?? [];
    for (const url of urls) {
      if (await asking.post(url + path, body, `${incidentId}-${act.attempts}`)) return true;
    }
    return false;
  };
