import { describe, expect, it } from 'vitest';
import { groupsOf, type Service } from './state.ts';

const consumers = [{ group: 'angkutan.wallet', topics: ['angkutan.rides'], errors: {} }];
const answering = { url: 'http://1', reachable: true, restarts: 0 };
const operations = { instance: 'host:1', since: '2026-11-22T00:00:00Z', consumers };
const wallet = (...instances: Service['instances']): readonly Service[] => [
  { name: 'wallet', instances },
];

describe('the consumer groups', () => {
  const told = groupsOf([], wallet({ ...answering, operations }));

  it('are those that the services name', () => {
    expect(told).toEqual([
      { service: 'wallet', group: 'angkutan.wallet', topics: ['angkutan.rides'] },
    ]);
  });

  it('are not forgotten while the instance that has them is silent', () => {
    const silent = { ...answering, reachable: false };
    expect(groupsOf(groupsOf(told, wallet(silent)), wallet(silent))).toEqual(told);
  });

  it('are forgotten when every instance answers and none names them', () => {
    const without = { ...answering, operations: { ...operations, consumers: [] } };
    expect(groupsOf(told, wallet(without))).toEqual([]);
  });
});
