/** What a service says of itself, over all its instances. PURE. */
import type { Operations, Service } from '../../api/state.ts';

export interface ServiceFigures {
  readonly reachable: number;
  readonly instances: number;
  readonly outboxBacklog: number;
  readonly outboxOldestSeconds: number;
  readonly parkedKeys: number;
  readonly parkedMessages: number;
  /** How many keys wait, by what for or by the error. */
  readonly parkedReasons: readonly (readonly [string, number])[];
  readonly dead: number;
  readonly replaying: number;
  /** Those that are not closed in some instance, and what they are there. */
  readonly openBreakers: readonly (readonly [string, string])[];
  readonly breakers: number;
  readonly instructions: readonly (readonly [string, number])[];
  /** Transfers of which nobody knows how they ended. */
  readonly unknownOutcomes: number;
  readonly version: string | undefined;
  /** How often the instance that did so most began anew within five minutes. */
  readonly restarts: number;
  /** When its youngest instance began. */
  readonly youngestSince: string | undefined;
}

const CLOSED = 'closed';
const UNCERTAIN = ['UNKNOWN', 'MANUAL', 'LATE_SUCCESS'];

/** Figures of the database are the same in every instance, so the latest word counts; a breaker is each one's own. */
export function figuresOf({ instances }: Service): ServiceFigures {
  const said = instances.flatMap(({ operations }) => operations ?? []);
  const latest = said.toSorted((one, other) => other.at.localeCompare(one.at))[0];
  return {
    ...(latest ? databaseFigures(latest) : NOTHING_SAID),
    reachable: instances.filter(({ reachable }) => reachable).length,
    instances: instances.length,
    openBreakers: [...new Map(said.flatMap(openOf))],
    restarts: Math.max(0, ...instances.map(({ restarts }) => restarts)),
    breakers: new Set(said.flatMap(({ breakers }) => Object.keys(breakers))).size,
    youngestSince: said
      .map(({ since }) => since)
      .toSorted()
      .at(-1),
  };
}

const NOTHING_SAID = {
  outboxBacklog: 0,
  outboxOldestSeconds: 0,
  parkedKeys: 0,
  parkedMessages: 0,
  parkedReasons: [],
  dead: 0,
  replaying: 0,
  instructions: [],
  unknownOutcomes: 0,
  version: undefined,
};

function databaseFigures({ outbox, parked, deadLetters, instructions, version }: Operations) {
  const calls = Object.entries(instructions);
  return {
    outboxBacklog: outbox.backlog,
    outboxOldestSeconds: outbox.oldestSeconds,
    parkedKeys: parked.keys,
    parkedMessages: parked.messages,
    parkedReasons: Object.entries(parked.reasons),
    dead: deadLetters.dead,
    replaying: deadLetters.replaying,
    instructions: calls,
    unknownOutcomes: calls
      .filter(([status]) => UNCERTAIN.includes(status))
      .reduce((sum, [, count]) => sum + count, 0),
    version,
  };
}

const openOf = ({ breakers }: Operations): readonly (readonly [string, string])[] =>
  Object.entries(breakers).filter(([, state]) => state !== CLOSED);
