import { randomInt } from 'node:crypto';
import {
  APPLICABLE,
  type Fault,
  type FaultPlan,
  type FaultRule,
  type Operation,
} from './fault-rules.ts';
import { seededStream } from './prng.ts';

interface LiveRule {
  readonly rule: FaultRule;
  /** Its own stream, so that the n-th call that this rule looks at meets the same fate whatever other rules see. */
  readonly roll: () => number;
  fired: number;
}

/**
 * The faults switched on, in order. A call meets every latency that fires, and then the first other fault that fires.
 * The same seed with the same rules decides the same for a rule's first, second, … call.
 */
export function createFaults() {
  let seed = 0;
  let setAt = 0;
  let live: readonly LiveRule[] = [];

  function replace(plan: FaultPlan): void {
    seed = plan.seed ?? randomInt(2 ** 31);
    setAt = Date.now();
    const stream = seededStream(seed);
    live = plan.rules.map((rule) => ({
      rule,
      roll: seededStream(Math.floor(stream() * 2 ** 32)),
      fired: 0,
    }));
  }

  function fires(one: LiveRule, met: Met): boolean {
    if (!concerns(one.rule, met) || isOver(one, setAt)) return false;
    if (one.roll() >= one.rule.probability) return false;
    one.fired += 1;
    return true;
  }

  return {
    replace,
    clear: () => replace({ rules: [] }),
    /**
     * The rules that fire on this call: latencies, then at most one other. `accounts` are those that it names,
     * `among` the faults it can meet.
     */
    draw(
      operation: Operation,
      accounts: readonly string[],
      among: readonly Fault[] = APPLICABLE[operation],
    ): FaultRule[] {
      const drawn: FaultRule[] = [];
      for (const one of live) {
        if (!fires(one, { operation, accounts, among })) continue;
        drawn.push(one.rule);
        if (one.rule.fault !== 'latency') break;
      }
      return drawn;
    },
    show: () => ({ seed, rules: live.map(({ rule, fired }) => ({ ...rule, fired })) }),
  };
}

export type Faults = ReturnType<typeof createFaults>;

interface Met {
  readonly operation: Operation;
  readonly accounts: readonly string[];
  readonly among: readonly Fault[];
}

function concerns(rule: FaultRule, { operation, accounts, among }: Met): boolean {
  const isFor = rule.operation === '*' || rule.operation === operation;
  const isTheirs = rule.accounts?.every((account) => accounts.includes(account)) ?? true;
  const isMeant = among.includes(rule.fault) && APPLICABLE[operation].includes(rule.fault);
  return isFor && isTheirs && isMeant;
}

function isOver({ rule, fired }: LiveRule, setAt: number): boolean {
  if (rule.count !== undefined && fired >= rule.count) return true;
  return rule.fault === 'outage' && rule.ms !== undefined && Date.now() >= setAt + rule.ms;
}
