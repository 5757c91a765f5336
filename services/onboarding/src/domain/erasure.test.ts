import { describe, expect, it } from 'vitest';
import { decideErasure, type ErasureCommand, type ErasureState } from './erasure.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const FIVE_YEARS_ON = Date.parse('2031-11-22T10:00:00Z');
const RESTRICT: ErasureCommand = {
  type: 'Restrict',
  customerId: 'c1',
  actor: 'ani',
  reason: 'asked',
};
const DESTROY: ErasureCommand = { type: 'Destroy', customerId: 'c1', actor: 'retention' };
const ACTIVE: ErasureState = { status: 'ACTIVE', hasRelationship: true };
const restriction = { since: NOW, until: FIVE_YEARS_ON, actor: 'ani', reason: 'asked' };
const RESTRICTED: ErasureState = { status: 'RESTRICTED', since: NOW, until: FIVE_YEARS_ON };

const done = { accepted: true, events: [] };

describe('a request for erasure', () => {
  it('restricts at once, until five years later, with who and why', () => {
    const events = [{ type: 'CustomerRestricted', customerId: 'c1', restriction }];
    expect(decideErasure(RESTRICT, ACTIVE, NOW)).toEqual({ accepted: true, events });
  });

  it('of one who never held a role has no years to wait for', () => {
    const decision = decideErasure(RESTRICT, { status: 'ACTIVE', hasRelationship: false }, NOW);
    expect(decision).toMatchObject({ events: [{ restriction: { since: NOW, until: NOW } }] });
  });

  it('made on 29 February ends on a day that there is', () => {
    const decision = decideErasure(RESTRICT, ACTIVE, Date.parse('2028-02-29T00:00:00Z'));
    const until = Date.parse('2033-03-01T00:00:00Z');
    expect(decision).toMatchObject({ events: [{ restriction: { until } }] });
  });

  it('made again changes nothing, and does not start the years anew', () => {
    expect(decideErasure(RESTRICT, RESTRICTED, NOW + 1)).toEqual(done);
    expect(decideErasure(RESTRICT, { status: 'DESTROYED' }, NOW)).toEqual(done);
  });

  it('about nobody is refused', () => {
    const refused = { accepted: false, rejection: 'CUSTOMER_NOT_FOUND' };
    expect(decideErasure(RESTRICT, undefined, NOW)).toEqual(refused);
  });
});

describe('a key', () => {
  it('is destroyed when the years are over, not a moment earlier', () => {
    const early = { accepted: false, rejection: 'RETENTION_RUNNING' };
    expect(decideErasure(DESTROY, RESTRICTED, FIVE_YEARS_ON - 1)).toEqual(early);
    const gone = { type: 'KeyDestroyed', customerId: 'c1', at: FIVE_YEARS_ON, actor: 'retention' };
    const decision = decideErasure(DESTROY, RESTRICTED, FIVE_YEARS_ON);
    expect(decision).toEqual({ accepted: true, events: [gone] });
  });

  it('of a customer who is not restricted is never destroyed', () => {
    const refused = { accepted: false, rejection: 'NOT_RESTRICTED' };
    expect(decideErasure(DESTROY, ACTIVE, FIVE_YEARS_ON)).toEqual(refused);
  });

  it('is destroyed once', () => {
    expect(decideErasure(DESTROY, { status: 'DESTROYED' }, FIVE_YEARS_ON)).toEqual(done);
  });
});
