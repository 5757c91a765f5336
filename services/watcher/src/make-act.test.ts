import { describe, expect, it } from 'vitest';
import type { ActName, Incident } from './domain/incident.ts';
import type { Instance, Told } from './domain/look.ts';
import { instance, lookAt } from './domain/looks.samples.ts';
import type { Asking } from './gateways/services.ts';
import { createMakeAct } from './make-act.ts';

const at = (service: string, url: string, told?: Partial<Told>): Instance => ({
  service,
  url,
  ...(told && { told: instance(told).told }),
});
const member = (group: string, alive: boolean, held = false) => ({
  consumers: [{ group, alive, held }],
});

/** Makes the act about the subject; answers whether it was taken, and what was posted, with its key. */
async function make(name: ActName, subject: string, instances: readonly Instance[], deaf = '') {
  const posted: { url: string; key: string }[] = [];
  const asking: Asking = {
    get: async () => undefined,
    async post(url, _body, key) {
      posted.push({ url, key });
      return deaf === '' || !url.startsWith(deaf);
    },
  };
  const now = new Date();
  const incident: Incident = {
    incidentId: 'i',
    signature: 's',
    severity: 'warn',
    subject,
    since: now,
    lastAt: now,
    value: 1,
    threshold: 1,
    runbook: 'r',
    quiet: 0,
    act: { name, state: 'TRYING', attempts: 2, at: now },
  };
  const look = lookAt(0, { instances });
  const taken = await createMakeAct(asking)(incident, look, 'watcher: s');
  return { taken, posted, urls: posted.map(({ url }) => url) };
}

describe('an act', () => {
  it('restarts the consumer of each instance that is dead, and no other', async () => {
    const group = 'angkutan.payments';
    const { taken, posted } = await make('restart-consumer', group, [
      at('payments', 'http://p1', member(group, true)),
      at('payments', 'http://p2', member(group, false)),
      at('payments', 'http://p3'),
      at('payments', 'http://p4', member(group, false)),
      at('wallet', 'http://w1', member('angkutan.wallet', false)),
    ]);
    const path = `/v1/operations/consumers/${group}/restarts`;
    expect(taken).toBe(true);
    expect(posted).toEqual([
      { url: `http://p2${path}`, key: 'i-2' },
      { url: `http://p4${path}`, key: 'i-2-1' },
    ]);
  });

  it('has failed where nobody is left whom it could be asked of', async () => {
    const alive = [at('payments', 'http://p1', member('g', true))];
    expect(await make('restart-consumer', 'g', alive)).toEqual({
      taken: false,
      posted: [],
      urls: [],
    });
  });

  it('releases what each consumer of the service has parked, but for one that is held', async () => {
    const consumers = ['a', 'b', 'c'].map((group) => ({ group, alive: true, held: group === 'b' }));
    const { urls } = await make('release-parked', 'cash-out', [
      at('cash-out', 'http://c1', { consumers }),
      at('cash-out', 'http://c2', { consumers }),
      at('wallet', 'http://w1', {}),
    ]);
    expect(urls).toEqual([
      'http://c1/v1/operations/consumers/a/parked/releases',
      'http://c1/v1/operations/consumers/c/parked/releases',
    ]);
  });

  it('is asked of the next instance where one does not take it, of a silent one last', async () => {
    const instances = [
      at('payments', 'http://p1'),
      at('payments', 'http://p2', {}),
      at('payments', 'http://p3', {}),
    ];
    const sweeps = '/v1/instructions/sweeps';
    const { taken, posted } = await make('sweep-instructions', 'payments', instances, 'http://p2');
    expect(taken).toBe(true);
    expect(posted).toEqual([
      { url: `http://p2${sweeps}`, key: 'i-2' },
      { url: `http://p3${sweeps}`, key: 'i-2' },
    ]);
    const deaf = await make('sweep-instructions', 'payments', instances, 'http://');
    expect(deaf).toMatchObject({ taken: false });
    expect(deaf.urls.at(-1)).toBe(`http://p1${sweeps}`);
  });
});
