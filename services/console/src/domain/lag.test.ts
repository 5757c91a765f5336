import { describe, expect, it } from 'vitest';
import { after, lagsOf, type Look, LOOKS_MAX, type Trend } from './lag.ts';

const look = (committed: number, end: number, memberId = 'm-1'): Look => ({
  group: 'angkutan.wallet',
  state: 'Stable',
  members: [{ memberId }],
  partitions: [{ topic: 'angkutan.rides', partition: 0, committed, end, low: 0 }],
});

/** Looks two seconds apart. */
function watch(looks: readonly Look[]): { trend: Trend; at: number; last: Look } {
  let trend: Trend | undefined;
  let at = 0;
  for (const one of looks) {
    at += 2_000;
    trend = after(trend, one, at);
  }
  const last = looks.at(-1);
  if (!trend || !last) throw new Error('nothing was looked at');
  return { trend, at, last };
}

const lag = (looks: readonly Look[]) => {
  const { trend, at, last } = watch(looks);
  return lagsOf(last, trend, at)[0];
};

describe('the lag of a partition', () => {
  it('is none, in messages and seconds, when all is read', () => {
    expect(lag([look(5, 5)])).toMatchObject({ lag: 0, lagSeconds: 0 });
  });

  it('is counted in seconds since the next message was first seen', () => {
    expect(lag([look(5, 5), look(5, 9), look(5, 20)])).toMatchObject({ lag: 15, lagSeconds: 2 });
  });

  it('is that of the next message alone: one that is read on time is not late', () => {
    expect(lag([look(5, 9), look(9, 20)])).toMatchObject({ lag: 11, lagSeconds: 0 });
  });

  it('is known also when it waits for longer than looks are remembered', () => {
    const looks = Array.from({ length: 2 * LOOKS_MAX }, () => look(5, 9));
    const seconds = (looks.length - 1) * 2;
    expect(lag(looks)).toMatchObject({ lag: 4, lagSeconds: seconds, stalledSeconds: seconds });
  });

  it('says how long its reader stands still, though something waits', () => {
    const stuck = [look(5, 9), look(7, 9), look(7, 12), look(7, 12)];
    expect(lag(stuck)).toMatchObject({ lagSeconds: 6, stalledSeconds: 4 });
    expect(lag([look(9, 9), look(9, 9), look(9, 12)])).toMatchObject({ stalledSeconds: 0 });
    expect(lag([look(9, 9), look(9, 9), look(9, 9)])).toMatchObject({ stalledSeconds: 0 });
  });

  it('counts no message that Kafka has deleted', () => {
    const [partition] = look(5, 20).partitions;
    if (!partition) throw new Error('no partition');
    expect(lag([{ ...look(5, 20), partitions: [{ ...partition, low: 18 }] }])?.lag).toBe(2);
  });

  it('begins at the oldest message where nothing was committed yet', () => {
    expect(lag([look(-1, 7)])).toMatchObject({ lag: 7 });
  });
});

describe('the trend of a group', () => {
  it('tells how many messages a second were read', () => {
    expect(watch([look(0, 50), look(20, 60)]).trend.history.at(-1)).toMatchObject({
      lag: 40,
      perSecond: 10,
    });
  });

  it('counts the times that other members came', () => {
    expect(watch([look(0, 1), look(0, 1, 'm-2'), look(0, 1, 'm-2')]).trend.rebalances).toBe(1);
  });

  it('forgets what is too old', () => {
    const { history } = watch(Array.from({ length: LOOKS_MAX + 5 }, () => look(0, 1))).trend;
    expect(history).toHaveLength(LOOKS_MAX);
  });
});
