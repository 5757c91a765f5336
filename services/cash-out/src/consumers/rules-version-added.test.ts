import { FIRST_RULES, inForce } from '@angkutan/rules';
import { describe, expect, it } from 'vitest';
import { NOW } from '../domain/cash-out.samples.ts';
import { applyChange, type WorkingSet } from '../working-set.ts';
import { rulesVersionAdded } from './rules-version-added.ts';

const policy = { processingWindowMs: 1, enquiryPausesMs: [1], manualAfterMs: 1 };
const START = NOW.getTime() + 1_000;
const told = {
  ...FIRST_RULES,
  eventId: 'e',
  occurredAt: NOW.getTime(),
  version: '2027',
  validFrom: START,
};

/** The set after it was told at this time, and the changes that made it so. */
function tell(now: Date, times = 1) {
  const set: WorkingSet = {
    cashOuts: new Map(),
    customers: new Map(),
    instructions: new Map(),
    rules: [],
    approvals: new Map(),
    audit: [],
  };
  const changes = Array.from({ length: times }).flatMap(() => {
    const verdict = rulesVersionAdded.decide(told, { set, now, policy });
    if (verdict.status !== 'done') throw new Error(verdict.status);
    for (const change of verdict.changes) applyChange(set, change);
    return verdict.changes;
  });
  return { set, changes };
}

describe('a version of the rules', () => {
  it('counts from its hour on, whenever it was told before', () => {
    const { rules } = tell(NOW).set;
    expect(inForce(rules, new Date(START - 1)).version).toBe('2022-09');
    expect(inForce(rules, new Date(START)).version).toBe('2027');
  });

  it('told again changes nothing, also when the inbox has forgotten it', () => {
    const { set, changes } = tell(NOW, 2);
    expect(changes).toHaveLength(1);
    expect(set.rules).toHaveLength(1);
  });

  it('heard of only after its start is told to operators', () => {
    expect(tell(new Date(START)).changes).toEqual([expect.not.objectContaining({ late: '2027' })]);
    expect(tell(new Date(START + 1)).changes).toMatchObject([{ late: '2027' }]);
  });
});
