import { describe, expect, it } from 'vitest';
import {
  type Approval,
  APPROVAL_TTL_MS,
  type ApprovalMessage,
  type Decision,
  standingOf,
} from './approval.ts';
import { type ActRules, refusalTo, type Step, stepOf } from './decide.ts';

interface Pay {
  readonly type: 'PAY';
  readonly to: string;
}

const T0 = new Date('2026-11-22T00:00:00Z');
const after = (ms: number): Date => new Date(T0.getTime() + ms);

const rules = (now = T0, unfit?: string): ActRules<Pay> => ({
  now,
  subjectOf: ({ to }) => to,
  unfit: () => unfit,
});
const asking: ApprovalMessage<Pay> = {
  type: 'ask',
  approval: {
    approvalId: 'a1',
    act: { type: 'PAY', to: 'w1' },
    reason: 'by letter',
    askedBy: 'ani',
  },
};
const said = (decision: Partial<Decision>): ApprovalMessage<Pay> => ({
  type: 'decide',
  decision: { approvalId: 'a1', by: 'budi', decision: 'APPROVE', ...decision },
});
const decline = (by = 'budi'): ApprovalMessage<Pay> =>
  said({ by, decision: 'DECLINE', reason: 'not theirs' });
const written = (step: Step<Pay>): Extract<Step<Pay>, { type: 'written' }> => {
  if (step.type !== 'written') throw new Error(`not written: ${JSON.stringify(step)}`);
  return step;
};
const waiting = (): Approval<Pay> => written(stepOf(asking, undefined, rules())).approval;
const decided = (message: ApprovalMessage<Pay>, at = rules()): Approval<Pay> =>
  written(stepOf(message, waiting(), at)).approval;

describe('asking for an act', () => {
  it('makes it wait, with the asker and the reason in the audit', () => {
    const { approval, audit } = written(stepOf(asking, undefined, rules()));
    expect(approval).toMatchObject({ status: 'WAITING', askedAt: T0 });
    expect(audit).toEqual({
      auditId: 'a1/ASKED',
      at: T0,
      actor: 'ani',
      step: 'ASKED',
      act: 'PAY',
      subject: 'w1',
      reason: 'by letter',
      approvalId: 'a1',
    });
  });

  it('is refused by name when it cannot be done', () => {
    expect(stepOf(asking, undefined, rules(T0, 'NO_MONEY'))).toEqual({
      type: 'refused',
      code: 'NO_MONEY',
    });
  });

  it('twice under one id is asked once, whatever became of it', () => {
    expect(stepOf(asking, waiting(), rules(T0, 'NO_MONEY'))).toEqual({ type: 'already' });
    expect(stepOf(asking, decided(decline()), rules())).toEqual({ type: 'already' });
  });
});

describe('approving an act', () => {
  it('by a second person does it, and both are known', () => {
    const { approval, audit } = written(stepOf(said({}), waiting(), rules(after(1))));
    expect(approval).toMatchObject({ status: 'DONE', decidedBy: 'budi', decidedAt: after(1) });
    expect(audit).toMatchObject({ step: 'DONE', actor: 'budi', reason: 'by letter' });
  });

  it('is refused to the one who asked', () => {
    const own = stepOf(said({ by: 'ani' }), waiting(), rules());
    expect(own).toEqual({ type: 'refused', code: 'APPROVAL_OWN' });
  });

  it('that nobody asked for is not found', () => {
    expect(stepOf(said({}), undefined, rules())).toMatchObject({ code: 'APPROVAL_NOT_FOUND' });
  });

  it('that can no longer be done ends it by the name of why', () => {
    const refused = decided(said({}), rules(T0, 'NO_MONEY'));
    expect(refused).toMatchObject({ status: 'REFUSED', refusal: 'NO_MONEY' });
    expect(refusalTo('APPROVE', refused)).toBe('NO_MONEY');
    expect(stepOf(said({}), refused, rules())).toMatchObject({ code: 'NO_MONEY' });
  });

  it('again does nothing, also by a third person', () => {
    expect(stepOf(said({ by: 'citra' }), decided(said({})), rules())).toEqual({ type: 'already' });
  });

  it('after it was declined is refused', () => {
    const declined = stepOf(said({}), decided(decline()), rules());
    expect(declined).toEqual({ type: 'refused', code: 'APPROVAL_DECLINED' });
  });
});

describe('declining an act', () => {
  it('ends it with the reason of the one who declined, also where it can no longer be done', () => {
    const { approval, audit } = written(stepOf(decline(), waiting(), rules(T0, 'NO_MONEY')));
    expect(approval).toMatchObject({ status: 'DECLINED', decisionReason: 'not theirs' });
    expect(audit).toMatchObject({ step: 'DECLINED', actor: 'budi', reason: 'not theirs' });
    expect(refusalTo('DECLINE', approval)).toBeUndefined();
  });

  it('is open to the one who asked: that withdraws it', () => {
    expect(decided(decline('ani'))).toMatchObject({ status: 'DECLINED', decidedBy: 'ani' });
  });

  it('again does nothing, and after it was done is refused', () => {
    expect(stepOf(decline(), decided(decline()), rules())).toEqual({ type: 'already' });
    expect(stepOf(decline(), decided(said({})), rules())).toMatchObject({ code: 'APPROVAL_DONE' });
  });
});

describe('an act that nobody decided on in time', () => {
  const late = rules(after(APPROVAL_TTL_MS));

  it.each([said({}), decline()])('expires when somebody decides: $decision.decision', (message) => {
    const expired = decided(message, late);
    expect(expired).toMatchObject({ status: 'EXPIRED' });
    expect(stepOf(message, expired, late)).toMatchObject({ code: 'APPROVAL_EXPIRED' });
  });

  it('is done a moment before, and shows as expired from then on', () => {
    const last = after(APPROVAL_TTL_MS - 1);
    expect(decided(said({}), rules(last))).toMatchObject({ status: 'DONE' });
    expect(standingOf(waiting(), last)).toBe('WAITING');
    expect(standingOf(waiting(), late.now)).toBe('EXPIRED');
  });
});
