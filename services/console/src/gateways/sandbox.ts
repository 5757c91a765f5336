/** The faults of KasPro's simulator, switched one by one. */
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

/** The simulator takes all its faults at once, so they are remembered here. */
export function createSandbox(url: string) {
  const on = new Set<FaultRule>();
  return (rule: FaultRule) => ({
    running: () => on.has(rule),
    async turn(wanted: boolean): Promise<void> {
      if (wanted) on.add(rule);
      else on.delete(rule);
      const answer = await fetch(`${url}/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ seed: 7, rules: [...on] }),
        signal: AbortSignal.timeout(ANSWER_MAX_MS),
      });
      if (!answer.ok) throw new Error(`AKT_SANDBOX_REFUSED: ${answer.status}`);
    },
  });
}
