import { rupiah } from '@angkutan/money';
import { FIRST_RULES, type Rules } from '@angkutan/rules';
import { describe, expect, it } from 'vitest';
import { after, driven, KEY, known, PART, paymentOf, send, tip } from './commands.samples.ts';
import type { Command, CommandKnowledge } from './commands.ts';
import { decideCommand } from './decide-command.ts';
import { newCase } from './ride.ts';
import { completed, given, NOON } from './ride.samples.ts';

const { tip: tips, qris, tiers, commission } = FIRST_RULES;
const NEXT: Rules = {
  ...FIRST_RULES,
  version: '2027',
  validFrom: NOON,
  commission: { ...commission, CAR: { platform: 800, support: 200 } },
  tip: { max: 100_000n, withinHours: 0 },
  qris: { ...qris, max: 50_000n },
  tiers: { ...tiers, BASIC: { ...tiers.BASIC, mayTransfer: true } },
};
const now = { ...known, rules: NEXT };
const tipOf = (amount: number): Command => ({
  type: 'TIP',
  paymentId: `ride-1.tip.${PART}`,
  caseId: 'ride-1',
  payerId: 'ani',
  amount: rupiah(amount),
});
const pay: Command = {
  type: 'PAY_QRIS',
  paymentId: `qris.${KEY}`,
  caseId: `qris.${KEY}`,
  payerId: 'ani',
  qris: { content: '', amount: rupiah(50_000), tip: rupiah(1) },
};

describe('a ride', () => {
  const chargeOf = (occurredAt: Date) => {
    const knowledge = {
      rules: [NEXT],
      walletOf: (customerId: string, role: string) => `${customerId}:${role.toLowerCase()}`,
    };
    const decision = given().when(completed({ occurredAt }), knowledge);
    return decision.accepted ? decision.events.find(({ type }) => type === 'REQUESTED') : decision;
  };

  it('is charged by the version in force when it was completed, and keeps its name', () => {
    expect(chargeOf(NOON)).toMatchObject({
      rulesVersion: '2027',
      splits: [{ amount: 22_500n }, { amount: 2_500n, purpose: 'COMMISSION' }],
    });
    expect(chargeOf(new Date(NOON.getTime() - 1))).toMatchObject({
      rulesVersion: '2022-09',
      splits: [{ amount: 20_000n }, { amount: 5_000n, purpose: 'COMMISSION' }],
    });
  });
});

describe('what is asked for', () => {
  it('keeps the version in force', () => {
    expect(paymentOf(after(driven, tip), `ride-1.tip.${PART}`)).toMatchObject({
      rulesVersion: '2022-09',
    });
    expect(paymentOf(after(newCase(pay.caseId), pay), pay.paymentId)).toMatchObject({
      rulesVersion: '2022-09',
    });
    const sent = after(newCase(send.caseId), send, { ...now, tierOf: () => 'BASIC' });
    expect(paymentOf(sent, send.paymentId)).toMatchObject({ rulesVersion: '2027' });
  });

  it.each([
    ['TIP_TOO_LATE', 0n, tip, now],
    ['TIP_TOO_HIGH', 100_000n, tipOf(100_001), { ...now, now: NOON }],
    ['QRIS_ABOVE_LIMIT', 50_000n, pay, now],
    ['TIP_TOO_HIGH', tips.max, tipOf(500_001), known],
  ] satisfies [string, bigint, Command, CommandKnowledge][])(
    'is refused: %s, with the limit %d in force',
    (refusal, limit, command, knowledge) => {
      const state = command.type === 'TIP' ? driven : newCase(command.caseId);
      expect(decideCommand(command, state, knowledge)).toEqual({ accepted: false, refusal, limit });
    },
  );
});
