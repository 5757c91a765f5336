import { describe, expect, test } from 'vitest';
import type { Group, Service } from '../../api/state.ts';
import {
  BEHIND_SECONDS,
  byWorst,
  healthOf,
  holdOf,
  knownGroups,
  rowOf,
  STUCK_SECONDS,
} from './health.ts';

const member = { memberId: 'm', clientId: 'c', host: 'h', partitions: 3 };
const group: Group = {
  group: 'wallet.rides',
  service: 'wallet',
  state: 'Stable',
  members: [member],
  partitions: [],
  lag: 0,
  lagSeconds: 0,
  stalledSeconds: 0,
  errors: {},
  perSecond: 1,
  rebalances: 0,
  history: [],
};
const held = { by: 'ops-ana', reason: 'maintenance', at: '2026-11-22T00:00:00Z' };

function service(...consumers: readonly { alive: boolean; held?: typeof held }[]): Service {
  const instances = consumers.map((consumer, at) => ({
    url: `http://127.0.0.1:${at}`,
    reachable: true,
    restarts: 0,
    operations: {
      service: 'wallet',
      version: '1',
      instance: String(at),
      since: '2026-11-22T00:00:00Z',
      at: '2026-11-22T00:00:00Z',
      consumers: [{ group: group.group, topics: ['angkutan.rides'], ...consumer }],
      outbox: { backlog: 0, oldestSeconds: 0 },
      parked: { keys: 0, messages: 0, reasons: {} },
      deadLetters: { dead: 0, replaying: 0 },
      breakers: {},
      instructions: {},
    },
  }));
  return { name: 'wallet', instances };
}

describe('a consumer group', () => {
  test('is well when it is stable, polls and keeps up', () => {
    expect(healthOf(group, service({ alive: true }, { alive: true }))).toBe('well');
  });

  test('is dead when a member of the stable group polls no more', () => {
    expect(healthOf(group, service({ alive: true }, { alive: false }))).toBe('dead');
  });

  test('is dead when it has no members, or no instance that answers', () => {
    const alive = service({ alive: true });
    expect(healthOf({ ...group, state: 'Empty', members: [] }, alive)).toBe('dead');
    expect(healthOf(group, service())).toBe('dead');
    expect(healthOf(group, undefined)).toBe('dead');
  });

  test('is stuck when it is alive and in its group, and reads nothing although messages wait', () => {
    const alive = service({ alive: true });
    expect(healthOf({ ...group, stalledSeconds: STUCK_SECONDS }, alive)).toBe('well');
    expect(healthOf({ ...group, stalledSeconds: STUCK_SECONDS + 1 }, alive)).toBe('stuck');
    expect(healthOf({ ...group, stalledSeconds: 60 }, service({ alive: true, held }))).toBe('held');
  });

  test('that is dead or stuck says why, and another has nothing to say', () => {
    const alive = service({ alive: true });
    expect(rowOf(group, alive).ailment).toBeUndefined();
    expect(rowOf(group, service({ alive: false })).ailment).toBe('silent');
    expect(rowOf(group, service()).ailment).toBe('noInstance');
    expect(rowOf({ ...group, state: 'Empty', members: [] }, alive).ailment).toBe('noMembers');
    expect(rowOf({ ...group, stalledSeconds: 60 }, alive).ailment).toBe('stuck');
    expect(
      rowOf({ ...group, members: [] }, service({ alive: true, held })).ailment,
    ).toBeUndefined();
  });

  test('is unsettled while its partitions are dealt out anew, whatever its members say', () => {
    const settling = { ...group, state: 'PreparingRebalance' };
    expect(healthOf(settling, service({ alive: false }))).toBe('unsettled');
  });

  test('that an operator stopped is held, and not dead', () => {
    const stopped = service({ alive: false, held });
    expect(healthOf({ ...group, state: 'Empty', members: [] }, stopped)).toBe('held');
    expect(holdOf(group, stopped)).toEqual(held);
  });

  test('is behind when its oldest message waits longer than is bearable', () => {
    const alive = service({ alive: true });
    expect(healthOf({ ...group, lagSeconds: BEHIND_SECONDS }, alive)).toBe('well');
    expect(healthOf({ ...group, lagSeconds: BEHIND_SECONDS + 1 }, alive)).toBe('behind');
  });

  test('of which Kafka says nothing is shown, and dead, since its service says that it has it', () => {
    const services = [service({ alive: true }, { alive: true })];
    expect(knownGroups({ services, groups: [group] })).toEqual([group]);
    const [silent, ...others] = knownGroups({ services, groups: [] });
    expect(silent).toMatchObject({ group: 'wallet.rides', service: 'wallet', state: 'Unknown' });
    expect(others).toEqual([]);
    expect(silent && healthOf(silent, services[0])).toBe('dead');
  });

  test('that fares worst stands first', () => {
    const all = ['well', 'held', 'dead', 'behind'] as const;
    expect(all.toSorted(byWorst)).toEqual(['dead', 'behind', 'held', 'well']);
  });
});
