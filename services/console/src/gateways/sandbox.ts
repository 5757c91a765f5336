/** The faults of KasPro's simulator, switched one by one. */
import { z } from 'zod';

interface FaultRule {
  readonly operation: string;
  readonly fault: string;
  readonly probability?: number;
  readonly ms?: number;
}

const ANSWER_MAX_MS = 5_000;
/** Until it is switched off, or for an hour when that is forgotten. */
const OUTAGE_MS = 3_600_000;

export const OUTAGE: FaultRule = { operation: '*', fault: 'outage', ms: OUTAGE_MS };
export const LOST_ANSWERS: FaultRule = {
  operation: 'p2p',
  fault: 'act-then-timeout',
  probability: 0.5,
};

const shown = z.object({
  rules: z.array(
    z
      .looseObject({ operation: z.string(), fault: z.string(), fired: z.unknown() })
      // How often it fired is told, and not taken back.
      .transform(({ fired: _fired, ...rule }) => rule),
  ),
});

/** What is switched on is what the simulator says: it outlives this console, and others switch there too. */
export function createSandbox(url: string) {
  async function ask(options: RequestInit = {}): Promise<Response> {
    const signal = AbortSignal.timeout(ANSWER_MAX_MS);
    const answer = await fetch(`${url}/faults`, { ...options, signal });
    if (!answer.ok) throw new Error(`AKT_SANDBOX_REFUSED: ${answer.status}`);
    return answer;
  }
  const rulesNow = async () => shown.parse(JSON.parse(await (await ask()).text())).rules;

  return (rule: FaultRule) => {
    const isIt = (one: FaultRule) => one.operation === rule.operation && one.fault === rule.fault;
    return {
      running: async () => (await rulesNow()).some(isIt),
      async turn(wanted: boolean): Promise<void> {
        // The simulator takes all its faults at once.
        const others = (await rulesNow()).filter((one) => !isIt(one));
        const rules = wanted ? [...others, rule] : others;
        const answer = await ask({
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ seed: 7, rules }),
        });
        await answer.body?.cancel();
      },
    };
  };
}
