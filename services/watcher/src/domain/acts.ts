/**
 * The acts that are safe without a person, and how one goes on. PURE.
 *
 *   WANTED ─▶ TRYING ──taken──▶ CHECKING ──the look shows that it helped──▶ HELPED
 *     ▲          └──not taken──▶ FAILED
 *     └──after the cooldown, while attempts are left──┘
 *                                 └──no attempts left──▶ NOT_HELPED, and the incident pages
 *
 * WANTED is left only while there is something that the act could help with: a restart needs Kafka, an enquiry needs
 * KasPro. An incident that comes back soon goes on with the attempts of the one before.
 *
 * An attempt is counted before it is made: a watcher that dies in between has used one up, never one more.
 * Safe is what only looks, only stops, or only does sooner what is done anyway: nothing here pays, replays, or undoes
 * what a person has done.
 */
import * as seen from './acting-facts.ts';
import { type Act, type ActName, type Incident, isOpen } from './incident.ts';
import { answered, type Look } from './look.ts';

/** Whose consumer moves money in the ledger. */
export const LEDGER_GROUP = 'angkutan.wallet';

interface Kind {
  readonly cooldownMs: number;
  readonly attemptsMax: number;
  /** Whether there is something that it could help with now; default always. An attempt is not spent on less. */
  readonly mayTry?: (incident: Incident, looks: readonly Look[]) => boolean;
  /** Whether the last look shows that the act did what it is for; the incident itself may go on. */
  readonly helped: (incident: Incident, looks: readonly Look[]) => boolean;
}

/** What is asked for comes to an end by itself, and that ends the incident. */
const isOver = (incident: Incident): boolean => !isOpen(incident);

export const ACTS: Readonly<Record<ActName, Kind>> = {
  // A breach is contained, never repaired: a person finds the cause and lets the consumer go on.
  'hold-wallet-consumer': {
    cooldownMs: 15_000,
    attemptsMax: 3,
    helped: (_, looks) =>
      looks
        .slice(-1)
        .flatMap(answered)
        .some(({ told }) =>
          told.consumers.some(({ group, held }) => group === LEDGER_GROUP && held),
        ),
  },
  // Each of them alone: the money of everybody else goes on.
  'contain-wallets': {
    cooldownMs: 30_000,
    attemptsMax: 3,
    helped: (_, looks) => {
      const wallets = looks.at(-1)?.money?.wallets ?? [];
      return wallets.length > 0 && wallets.every(({ contained }) => contained);
    },
  },
  // It looks once more: what has come to agree meanwhile closes by itself.
  'reconcile-today': { cooldownMs: 120_000, attemptsMax: 3, helped: isOver },
  // In its process: offsets and inbox make it harmless. Where Kafka itself is away it would be in vain.
  'restart-consumer': {
    cooldownMs: 60_000,
    attemptsMax: 3,
    mayTry: ({ subject }, looks) => seen.isKafkaSteady(looks) && seen.isDead(subject, looks),
    helped: ({ subject, act }, looks) =>
      act?.state !== 'WANTED' && seen.isAliveEverywhere(subject, looks),
  },
  // What is parked is tried again anyway; this is only sooner.
  'release-parked': {
    cooldownMs: 60_000,
    attemptsMax: 3,
    mayTry: ({ subject }, looks) => seen.groupsToRelease(subject, looks).length > 0,
    helped: (incident, looks) => isOver(incident) && seen.isLessParked(incident, looks),
  },
  // It asks, and never sends; where enquiries do not get through it would ask nobody.
  'sweep-instructions': {
    cooldownMs: 60_000,
    attemptsMax: 3,
    mayTry: ({ subject }, looks) => seen.canEnquire(subject, looks),
    helped: isOver,
  },
};

/** The incident with its act one look further. An act in state TRYING with `at` of this look is to be made now. */
export function withNextAct(incident: Incident, name: ActName, looks: readonly Look[]): Incident {
  const now = new Date(looks.at(-1)?.at ?? 0);
  const act = incident.act ?? { name, state: 'WANTED', attempts: 0, at: now };
  // What a person undid stays undone.
  if (act.state === 'HELPED' || act.state === 'NOT_HELPED') return incident;
  const wanted = { ...incident, act };
  if (ACTS[name].helped(wanted, looks)) {
    return { ...incident, act: { ...act, state: 'HELPED', at: now } };
  }
  return isCooling(act, now) ? wanted : triedOrGivenUp(wanted, act, looks);
}

function triedOrGivenUp(incident: Incident, act: Act, looks: readonly Look[]): Incident {
  const { attemptsMax, mayTry = () => true } = ACTS[act.name];
  const now = new Date(looks.at(-1)?.at ?? 0);
  if (act.attempts >= attemptsMax) {
    return { ...incident, severity: 'page', act: { ...act, state: 'NOT_HELPED', at: now } };
  }
  return mayTry(incident, looks) ? { ...incident, act: tried(act, now) } : incident;
}

export const isCooling = ({ name, at, attempts }: Act, now: Date): boolean =>
  attempts > 0 && now.getTime() - at.getTime() < ACTS[name].cooldownMs;

export const tried = (act: Act, now: Date): Act => ({
  ...act,
  state: 'TRYING',
  attempts: act.attempts + 1,
  at: now,
});

/** What became of the attempt; its cooldown runs from when it was made. */
export function afterAttempt(incident: Incident, taken: boolean): Incident {
  const { act } = incident;
  if (act?.state !== 'TRYING') return incident;
  return { ...incident, act: { ...act, state: taken ? 'CHECKING' : 'FAILED' } };
}

/** The incident that is over with what its end says of an act that was being checked. */
export function settled(incident: Incident, looks: readonly Look[]): Incident {
  const { act, endedAt } = incident;
  if (!act || !endedAt || (act.state !== 'CHECKING' && act.state !== 'TRYING')) return incident;
  const state = ACTS[act.name].helped(incident, looks) ? 'HELPED' : 'NOT_HELPED';
  return { ...incident, act: { ...act, state, at: endedAt } };
}

/** How long an incident's attempts count for the next of its kind: what flaps must not get around the limit. */
export const RELAPSE_MS = 600_000;

/** The act of an incident that has come back: its attempts go on, and so does its cooldown. */
export const goingOn = (act: Act): Act => ({ ...act, state: 'WANTED' });
