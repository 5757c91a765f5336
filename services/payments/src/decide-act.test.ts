import type { ApprovalMessage } from '@angkutan/approvals';
import { ENQUIRY_PAUSES_MS, type Instruction, ready } from '@angkutan/instructions';
import { rupiah } from '@angkutan/money';
import { describe, expect, it } from 'vitest';
import { decideAct } from './decide-act.ts';
import type { Act } from './domain/act.ts';
import { after, driven, PAID_ID } from './domain/commands.samples.ts';
import type { Refund } from './domain/commands.ts';
import { NOON } from './domain/ride.samples.ts';
import { applyChange, type Situation } from './working-set.ts';

const refund: Refund = {
  type: 'REFUND',
  paymentId: `${PAID_ID}.refund.AAAAAAAA`,
  caseId: 'ride-1',
  originalId: PAID_ID,
  bearer: 'PLATFORM',
  reason: 'the driver never came',
};

function situation(): Situation {
  return {
    set: {
      cases: new Map([['ride-1', driven]]),
      wallets: new Map([['USER:ani', 'ani:user']]),
      customers: new Map(),
      instructions: new Map(),
      approvals: new Map(),
      audit: [],
      canaries: [],
      rules: [],
    },
    now: NOON,
    rulesLeadMs: 0,
    policy: { processingWindowMs: 1, enquiryPausesMs: ENQUIRY_PAUSES_MS, manualAfterMs: 1 },
  };
}

/** Decides, and answers the code of the refusal or the events told. */
function tell(at: Situation, message: ApprovalMessage<Act>): string | string[] {
  const verdict = decideAct(message, at);
  if (verdict.status === 'refused') return verdict.code;
  if (verdict.status === 'wait') throw new Error('an act waits for nothing');
  for (const change of verdict.changes) applyChange(at.set, change);
  return verdict.publish.map(({ type }) => type);
}
const ask = (at: Situation, act: Act = refund) =>
  tell(at, {
    type: 'ask',
    approval: { approvalId: 'a1', act, reason: 'by letter', askedBy: 'sari' },
  });
const approve = (at: Situation, by = 'dewi') =>
  tell(at, { type: 'decide', decision: { approvalId: 'a1', by, decision: 'APPROVE' } });
const audited = ({ set }: Situation) =>
  set.audit.map(({ step, actor, subject }) => [step, actor, subject]);

describe('a refund that an operator asks for', () => {
  it('asks the wallet for nothing until it is approved, and then once', () => {
    const at = situation();
    expect(ask(at)).toEqual([]);
    expect(at.set.cases.get('ride-1')).toBe(driven);
    expect(approve(at)).toEqual(['PaymentRequested']);
    expect(approve(at)).toEqual([]);
    expect(audited(at)).toEqual([
      ['ASKED', 'sari', PAID_ID],
      ['DONE', 'dewi', PAID_ID],
    ]);
  });

  it('of all that is left is asked for as the number that it is then', () => {
    const at = situation();
    ask(at);
    expect(at.set.approvals.get('a1')?.act).toMatchObject({ amount: 25_000n });
  });

  it('is refused by name, when it is asked for and when it is approved', () => {
    expect(ask(situation(), { ...refund, amount: rupiah(25_001) })).toBe('REFUND_ABOVE_PAID');
    expect(ask(situation(), { ...refund, originalId: 'none' })).toBe('PAYMENT_NOT_FOUND');
    const at = situation();
    ask(at);
    const meanwhile = { ...refund, paymentId: `${PAID_ID}.refund.BBBBBBBB`, amount: rupiah(1) };
    at.set.cases.set('ride-1', after(driven, meanwhile));
    expect(approve(at)).toEqual([]);
    expect(at.set.approvals.get('a1')).toMatchObject({
      status: 'REFUSED',
      refusal: 'REFUND_ABOVE_PAID',
    });
  });
});

describe('saying how a transfer ended', () => {
  const reference = 'qris.K.q1';
  const act: Act = { type: 'RESOLVE_INSTRUCTION', reference, outcome: 'CONFIRMED' };
  const order = { reference, requestId: 'qris.K', purpose: 'QRIS', from: 'ani', to: 'merchant' };
  const sent = (status: Instruction['status']): Instruction => ({
    ...ready({ ...order, amount: rupiah(20_000) }, NOON),
    status,
  });

  it('ends it when two people agree, by the door of KasPro’s own word', () => {
    const at = situation();
    at.set.instructions.set(reference, sent('MANUAL'));
    expect(ask(at, act)).toEqual([]);
    expect(at.set.instructions.get(reference)).toMatchObject({ status: 'MANUAL' });
    approve(at);
    expect(at.set.instructions.get(reference)).toMatchObject({ status: 'CONFIRMED' });
    expect(audited(at)).toMatchObject([
      ['ASKED', 'sari', reference],
      ['DONE', 'dewi', reference],
    ]);
  });

  it('is refused where KasPro is still asked, or has said it meanwhile', () => {
    const at = situation();
    expect(ask(at, act)).toBe('INSTRUCTION_NOT_FOUND');
    at.set.instructions.set(reference, sent('UNKNOWN'));
    expect(ask(at, act)).toBe('INSTRUCTION_NOT_MANUAL');
    at.set.instructions.set(reference, sent('MANUAL'));
    ask(at, act);
    at.set.instructions.set(reference, sent('REJECTED'));
    approve(at);
    expect(at.set.instructions.get(reference)).toMatchObject({ status: 'REJECTED' });
    expect(at.set.approvals.get('a1')).toMatchObject({ refusal: 'INSTRUCTION_NOT_MANUAL' });
  });
});
