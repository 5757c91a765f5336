import { describe, expect, it } from 'vitest';
import { errorsIn, type Memory, remembered, restartsIn } from './starts.ts';

const GROUP = 'angkutan.wallet';
const said = (at: number, since: string, errors: Record<string, number> = {}) => ({
  at,
  since,
  errors: { [GROUP]: errors },
});
const memoryOf = (...all: readonly ReturnType<typeof said>[]): Memory =>
  all.reduce<Memory>((memory, one) => remembered(memory, one.at, one), []);

describe('the restarts of an instance', () => {
  it('are the processes that it had within five minutes, but the first', () => {
    expect(restartsIn(memoryOf(said(0, 'a'), said(2_000, 'a')))).toBe(0);
    expect(restartsIn(memoryOf(said(0, 'a'), said(2_000, 'b'), said(4_000, 'c')))).toBe(2);
    expect(restartsIn([])).toBe(0);
  });

  it('are forgotten after five minutes, and not while it is silent', () => {
    const memory = memoryOf(said(0, 'a'), said(2_000, 'b'));
    expect(restartsIn(remembered(memory, 300_000))).toBe(1);
    expect(restartsIn(remembered(memory, 301_000, said(301_000, 'b')))).toBe(0);
  });
});

describe('the errors of a group', () => {
  it('are those of the last minute, by class, of all instances together', () => {
    const one = memoryOf(said(0, 'a', { Old: 5 }), said(60_001, 'a', { Old: 5, Refused: 1 }));
    const other = memoryOf(said(30_000, 'x', { Refused: 7 }), said(60_000, 'x', { Refused: 9 }));
    expect(errorsIn([one, other], GROUP, 60_002)).toEqual({ Refused: 3 });
    expect(errorsIn([one, other], GROUP, 120_002)).toEqual({});
    expect(errorsIn([one, other], 'another', 60_002)).toEqual({});
  });

  it('of a process that began anew are counted from nothing', () => {
    const memory = memoryOf(said(0, 'a', { Refused: 5 }), said(2_000, 'b', { Refused: 2 }));
    expect(errorsIn([memory], GROUP, 2_000)).toEqual({ Refused: 2 });
  });

  it('that were there before the first look are not news', () => {
    expect(errorsIn([memoryOf(said(0, 'a', { Refused: 5 }))], GROUP, 0)).toEqual({});
  });
});
