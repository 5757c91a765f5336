import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTS, afterAttempt } from './acts.ts';
import { askedFor, decide, type Decided, type Watched } from './decide.ts';
import { type Incident, QUIET_LOOKS } from './incident.ts';
import type { Look } from './look.ts';
import { EVERY_MS, instance, lookAt, SILENT } from './looks.samples.ts';

const NOTHING: Watched = { looks: [], open: [], lately: [] };
let ids = 0;
const newId = (): string => `incident-${++ids}`;

/** Every attempt is answered before the next look. */
function play(looks: readonly Look[], taken = true) {
  let watched = NOTHING;
  return looks.map((look) => {
    const decided = decide(watched, look, newId);
    const open = decided.watched.open.map((one) => afterAttempt(one, taken));
    watched = { ...decided.watched, open };
    return { ...decided, at: look.at, open };
  });
}
const last = (decided: readonly (Decided & { open: readonly Incident[] })[]) => decided.at(-1);
const series = (count: number, differs: (n: number) => Partial<Look>): readonly Look[] =>
  Array.from({ length: count }, (_, n) => lookAt(n, differs(n)));
const breached = { money: { sum: 1_000, breaks: 0, wallets: [] } };
const drifting = { money: { sum: 0, breaks: 2, wallets: [] } };
const unmeasured = (n: number): Look => {
  const { money: _none, ...rest } = lookAt(n);
  return rest;
};

describe('an incident', () => {
  it('opens once, and goes on as the same one', () => {
    const played = play(series(5, () => breached));
    expect(played.flatMap(({ opened }) => opened)).toMatchObject([
      { signature: 'ledger-sum', severity: 'page', subject: 'wallet', value: 1_000, threshold: 1 },
    ]);
    expect(last(played)?.open).toHaveLength(1);
  });

  it('ends when it has been well for some looks in a row, not for one', () => {
    const played = play(series(10, (n) => ([0, 1, 3].includes(n) ? drifting : {})));
    expect(played.map(({ ended }) => ended.length)).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
    expect(played.flatMap(({ ended }) => ended)[0]).toMatchObject({
      endedAt: new Date(lookAt(3 + QUIET_LOOKS).at),
      lastAt: new Date(lookAt(3).at),
    });
  });

  it('is not ended by looks that could not see it', () => {
    const played = play([lookAt(0, breached), unmeasured(1), unmeasured(2), unmeasured(3)]);
    expect(last(played)?.open).toMatchObject([{ signature: 'ledger-sum' }]);
    const silent = lookAt(1, { instances: [SILENT] });
    const dead = play([lookAt(0, { instances: [instance({ outboxSeconds: 99 })] }), silent]);
    expect(last(dead)?.open.map(({ signature }) => signature)).toContain('outbox-backlog');
  });

  it('is another one when it comes again', () => {
    const played = play(series(8, (n) => (n === 0 || n === 6 ? drifting : {})));
    const opened = played.flatMap((one) => one.opened);
    expect(new Set(opened.map(({ incidentId }) => incidentId)).size).toBe(2);
  });

  it('is known after a restart of the watcher', () => {
    const [first] = play([lookAt(0, breached)]);
    const again = decide({ ...NOTHING, open: first?.open ?? [] }, lookAt(1, breached), newId);
    expect(again.opened).toEqual([]);
    expect(again.watched.open).toHaveLength(1);
  });
});

describe('an act', () => {
  const { cooldownMs, attemptsMax } = ACTS['reconcile-today'];
  const cooldown = cooldownMs / EVERY_MS;

  it('is tried at once, again after its cooldown, never beyond its limit; then somebody is paged', () => {
    const played = play(series(cooldown * (attemptsMax + 2), () => drifting));
    const tries = played.filter(({ acts }) => acts.length > 0).map(({ at }) => at - lookAt(0).at);
    expect(tries).toEqual([0, cooldownMs, 2 * cooldownMs]);
    expect(last(played)?.open).toMatchObject([
      { severity: 'page', act: { state: 'NOT_HELPED', attempts: attemptsMax } },
    ]);
  });

  it('has helped when the incident ends', () => {
    const played = play(series(5, (n) => (n === 0 ? drifting : {})));
    expect(played.flatMap(({ ended }) => ended)).toMatchObject([
      { act: { name: 'reconcile-today', state: 'HELPED', attempts: 1 } },
    ]);
  });

  it('that nobody takes counts as tried, and says that it failed', () => {
    const played = play(
      series(3, () => drifting),
      false,
    );
    expect(last(played)?.open).toMatchObject([{ act: { state: 'FAILED', attempts: 1 } }]);
  });

  it('contains a breach and does not end it: that is a person’s', () => {
    const held = instance({ consumers: [{ group: 'angkutan.wallet', alive: true, held: true }] });
    const played = play(series(40, (n) => ({ ...breached, ...(n > 0 && { instances: [held] }) })));
    expect(played.flatMap(({ acts }) => acts)).toHaveLength(1);
    expect(last(played)?.open).toMatchObject([
      { severity: 'page', act: { name: 'hold-wallet-consumer', state: 'HELPED' } },
    ]);
  });

  it('contains the wallets that differ, and has helped when all of them stand still', () => {
    const money = (contained: boolean) => ({
      money: { sum: 5, breaks: 0, wallets: [{ amount: 5, contained }] },
    });
    const played = play(series(30, (n) => money(n > 8)));
    expect(played.flatMap(({ acts }) => acts)).toHaveLength(1);
    expect(last(played)?.open).toMatchObject([
      { signature: 'wallet-differs', act: { name: 'contain-wallets', state: 'HELPED' } },
    ]);
  });

  it('is not made where a person has done it, nor again once a person undid it', () => {
    const held = instance({ consumers: [{ group: 'angkutan.wallet', alive: true, held: true }] });
    const played = play(series(40, (n) => ({ ...breached, ...(n < 5 && { instances: [held] }) })));
    expect(played.flatMap(({ acts }) => acts)).toEqual([]);
  });

  it('is made for a person at any time but within its cooldown, and never without an open incident', () => {
    const [first] = play([lookAt(0, drifting)]);
    const [incident] = first?.open ?? [];
    if (!incident) throw new Error('nothing opened');
    const soon = new Date(lookAt(0).at + cooldownMs - 1);
    const later = new Date(lookAt(0).at + cooldownMs);
    expect(askedFor(incident, soon)).toBe('ACT_TOO_SOON');
    expect(askedFor(incident, later)).toMatchObject({ act: { state: 'TRYING', attempts: 2 } });
    expect(askedFor({ ...incident, endedAt: later }, later)).toBe('INCIDENT_ENDED');
    const { act: _none, ...without } = incident;
    expect(askedFor(without, later)).toBe('INCIDENT_WITHOUT_ACT');
  });
});

const anyLook = fc.record({
  sum: fc.constantFrom(0, 0, 1),
  breaks: fc.constantFrom(0, 1),
  sees: fc.boolean(),
  silent: fc.boolean(),
  held: fc.boolean(),
});
const looksOf = fc.array(anyLook, { maxLength: 300 }).map((seen) =>
  seen.map(({ sum, breaks, sees, silent, held }, n) => {
    const consumers = [{ group: 'angkutan.wallet', alive: true, held }];
    const instances = [silent ? SILENT : instance({ consumers })];
    return {
      ...(sees ? lookAt(n, { money: { sum, breaks, wallets: [] } }) : unmeasured(n)),
      instances,
    };
  }),
);

describe('whatever is seen', () => {
  it('one incident at most of a signature and subject is open, and what has ended stays so', () => {
    fc.assert(
      fc.property(looksOf, (looks) => {
        const over = new Set<string>();
        for (const { open, ended } of play(looks)) {
          const subjects = open.map(({ signature, subject }) => `${signature} ${subject}`);
          expect(new Set(subjects).size).toBe(subjects.length);
          for (const { incidentId } of ended) over.add(incidentId);
          expect(open.filter(({ incidentId }) => over.has(incidentId))).toEqual([]);
        }
      }),
    );
  });

  it('no act is tried beyond its limit, or again within its cooldown', () => {
    fc.assert(
      fc.property(looksOf, fc.boolean(), (looks, taken) => {
        const tries = play(looks, taken).flatMap(({ acts, at }) =>
          acts.flatMap(({ incidentId, act }) => (act ? [{ incidentId, name: act.name, at }] : [])),
        );
        for (const of of Map.groupBy(tries, ({ incidentId }) => incidentId).values()) {
          const { attemptsMax, cooldownMs } = ACTS[of[0]?.name ?? 'reconcile-today'];
          expect(of.length).toBeLessThanOrEqual(attemptsMax);
          const pauses = of.slice(1).map(({ at }, n) => at - (of[n]?.at ?? 0));
          expect(pauses.filter((pause) => pause < cooldownMs)).toEqual([]);
        }
      }),
    );
  });
});
