import { describe, expect, it } from 'vitest';
import { ACTS, afterAttempt, RELAPSE_MS } from './acts.ts';
import { decide, type Watched } from './decide.ts';
import type { ActName, Incident } from './incident.ts';
import type { Instance, Look, Told } from './look.ts';
import { EVERY_MS, instance, lookAt, SILENT } from './looks.samples.ts';
import { PARKED_GROWTH_KEYS, UNKNOWN_S } from './signatures.ts';

const GROUP = 'angkutan.wallet';
const ATTEMPTS = 3;
const COOLDOWN_MS = 60_000;
const MINUTE = COOLDOWN_MS / EVERY_MS;

/** Plays looks one after the other; every attempt is taken. Answers when which act was tried, and what is left. */
function play(
  count: number,
  differs: (n: number) => Partial<Look>,
  isKafkaUp = (_n: number) => true,
) {
  let watched: Watched = { looks: [], open: [], lately: [] };
  const tries: { name: ActName | undefined; at: number }[] = [];
  const ended: Incident[] = [];
  let ids = 0;
  for (let n = 0; n < count; n += 1) {
    const { groups = [], ...unseen } = lookAt(n, differs(n));
    const look = isKafkaUp(n) ? { ...unseen, groups } : unseen;
    const decided = decide(watched, look, () => `incident-${++ids}`);
    tries.push(...decided.acts.map(({ act }) => ({ name: act?.name, at: n })));
    ended.push(...decided.ended);
    const open = decided.watched.open.map((one) => afterAttempt(one, true));
    watched = { ...decided.watched, open };
  }
  return { tries, ended, open: watched.open, times: tries.map(({ at }) => at) };
}
const consumers = (alive: boolean, held = false): Partial<Told> => ({
  consumers: [{ group: GROUP, alive, held }],
});
const second = (told: Partial<Told>): Instance => ({ ...instance(told), url: 'http://w2' });
const dead = { instances: [instance(consumers(false))] };

describe('a consumer that is dead', () => {
  it('is restarted, again after a cooldown, three times at most; then it is a person’s', () => {
    const { tries, open } = play(6 * MINUTE, () => dead);
    const first = tries[0]?.at ?? 0;
    expect(tries.map(({ name }) => name)).toEqual(Array(ATTEMPTS).fill('restart-consumer'));
    expect(tries.map(({ at }) => at - first)).toEqual([0, MINUTE, 2 * MINUTE]);
    expect(open).toMatchObject([
      { severity: 'page', act: { state: 'NOT_HELPED', attempts: ATTEMPTS } },
    ]);
  });

  it('is helped when all its instances live, and none is silent', () => {
    const others: Readonly<Record<string, Instance>> = {
      dead: second(consumers(false)),
      silent: { ...SILENT, url: 'http://w2' },
      alive: second({}),
    };
    const stateWith = (other: Instance) => {
      const { open, ended } = play(30, (n) => (n < 10 ? dead : { instances: [instance(), other] }));
      return [...open, ...ended].find(({ signature }) => signature === 'dead-consumer')?.act?.state;
    };
    const states = Object.entries(others).map(([name, other]) => [name, stateWith(other)]);
    expect(Object.fromEntries(states)).toEqual({
      dead: 'CHECKING',
      silent: 'NOT_HELPED',
      alive: 'HELPED',
    });
  });

  it('is left to itself while Kafka is away, and for a while after', () => {
    const back = 30;
    const { times } = play(
      60,
      () => dead,
      (n) => n >= back,
    );
    const steady = 15_000 / EVERY_MS;
    expect(times[0]).toBe(Math.floor(back + steady));
  });

  it('is not restarted where Kafka alone says so, nor where a person holds it', () => {
    const empty = { groups: [{ group: GROUP, state: 'Empty' }] };
    expect(play(60, () => empty)).toMatchObject({
      times: [],
      open: [{ act: { state: 'WANTED' } }],
    });
    expect(play(60, () => ({ instances: [instance(consumers(false, true))] })).times).toEqual([]);
  });

  it('does not get around its limit by dying again and again', () => {
    // Dead for half a minute, alive for half a minute.
    const flaps = (n: number) => (n % MINUTE < MINUTE / 2 ? dead : {});
    const { times, open, ended } = play(8 * MINUTE, flaps);
    expect(times).toHaveLength(ATTEMPTS);
    expect(times.slice(1).every((at, n) => at - (times[n] ?? 0) >= MINUTE)).toBe(true);
    const states = new Set([...ended, ...open].map(({ act }) => act?.state));
    expect(states).toEqual(new Set(['HELPED', 'WANTED', 'NOT_HELPED']));
    const quiet = RELAPSE_MS / EVERY_MS;
    const later = play(quiet + 2 * MINUTE, (n) => (n < 10 || n > quiet + MINUTE ? dead : {}));
    expect(later.open).toMatchObject([{ act: { attempts: 1 } }]);
  });
});

describe('keys that are parked', () => {
  const parked = (keys: number) => ({ instances: [instance({ parkedKeys: keys })] });

  it('are tried at once, and that has helped when fewer of them are left', () => {
    const { tries, ended } = play(20, (n) => parked(n === 0 ? 0 : n < 10 ? PARKED_GROWTH_KEYS : 2));
    expect(tries).toEqual([{ name: 'release-parked', at: 1 }]);
    expect(ended).toMatchObject([{ signature: 'parked-keys', act: { state: 'HELPED' } }]);
  });

  it('that stay have not been helped, although they have become no more', () => {
    // So slowly that the first are forgotten soon after.
    const slowly = (n: number) => parked(Math.min(PARKED_GROWTH_KEYS, Math.floor(n / 14)));
    const { tries, ended } = play(170, slowly);
    expect(tries).toHaveLength(1);
    expect(ended).toMatchObject([{ signature: 'parked-keys', act: { state: 'NOT_HELPED' } }]);
  });

  it('are not tried where a person holds the consumer', () => {
    const held = (n: number) => ({
      instances: [instance({ ...consumers(true, true), parkedKeys: n })],
    });
    expect(play(60, held).times).toEqual([]);
  });
});

describe('outcomes that are unknown', () => {
  const unknown = (breaker = 'closed') => ({
    calls: [{ service: 'wallet', state: 'UNKNOWN' as const, ageSeconds: UNKNOWN_S }],
    instances: [instance({ breakers: { enquiry: breaker } })],
  });

  it('are asked about now, three times at most, which has helped when the oldest is gone', () => {
    const { tries, open } = play(6 * MINUTE, () => unknown());
    expect(tries).toHaveLength(ATTEMPTS);
    expect(open).toMatchObject([{ severity: 'page', act: { state: 'NOT_HELPED' } }]);
    const { ended } = play(20, (n) => (n < 10 ? unknown() : {}));
    expect(ended).toMatchObject([{ act: { name: 'sweep-instructions', state: 'HELPED' } }]);
  });

  it('are not asked about while enquiries do not get through', () => {
    expect(play(60, () => unknown('open')).times).toEqual([]);
    expect(play(60, (n) => unknown(n < 40 ? 'half-open' : 'closed')).times).toEqual([40]);
  });
});

describe('every act', () => {
  it('has a cooldown and a limit', () => {
    const kinds = Object.values(ACTS);
    expect(kinds.every(({ attemptsMax }) => attemptsMax === ATTEMPTS)).toBe(true);
    expect(kinds.every(({ cooldownMs }) => cooldownMs >= 15_000)).toBe(true);
  });
});
