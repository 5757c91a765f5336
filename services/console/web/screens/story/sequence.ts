/** The steps of a story as a sequence diagram: who speaks to whom, in order. PURE. */
import type { Step } from '../../api/story.ts';

export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly step: Step;
}

export interface Sequence {
  /** From left to right. */
  readonly lanes: readonly string[];
  readonly arrows: readonly Arrow[];
}

const CLIENT = 'HTTP';
const TOPICS = 'Kafka';
const LEDGER = 'ledger';
const PROVIDER = 'KasPro';

/** Who is spoken to stands right of whoever speaks: clients, services as they come in, then what they all use. */
export function sequenceOf(steps: readonly Step[]): Sequence {
  const spoken = steps.map((step) => ({ step, ends: endsOf(step) }));
  const named = new Set(spoken.flatMap(({ ends }) => ends));
  const services = [...new Set(steps.map(({ service }) => service))];
  const outer = [TOPICS, LEDGER, PROVIDER];
  const lanes = [CLIENT, ...services, ...outer].filter((lane) => named.has(lane));
  const arrows = spoken.map(({ step, ends: [from, to] }) => ({
    from: lanes.indexOf(from),
    to: lanes.indexOf(to),
    step,
  }));
  return { lanes, arrows };
}

function endsOf({ kind, service }: Step): readonly [from: string, to: string] {
  switch (kind) {
    case 'command':
      return [CLIENT, service];
    case 'posting':
      return [service, LEDGER];
    case 'call':
      return [service, PROVIDER];
    case 'callback':
      return [PROVIDER, service];
    case 'message':
      return [TOPICS, service];
    case 'reconciliation':
      return [LEDGER, PROVIDER];
    case 'event':
      return [service, TOPICS];
  }
}
