/**
 * The acts that are safe without a person, and how one goes on. PURE.
 *
 *   WANTED ─▶ TRYING ──taken──▶ CHECKING ──the look shows that it helped──▶ HELPED
 *     ▲          └──not taken──▶ FAILED
 *     └──after the cooldown, while attempts are left──┘
 *                                 └──no attempts left──▶ NOT_HELPED, and the incident pages
 *
 * An attempt is counted before it is made: a watcher that dies in between has used one up, never one more.
 * Safe is what only looks, or only stops: nothing here pays, replays, or undoes what a person has done.
 */
import type { Act, ActName, Incident } from './incident.ts';
import { answered, type Look } from './look.ts';

/** Whose consumer moves money in the ledger. */
const LEDGER_GROUP = 'angkutan.wallet';

interface Kind {
  /** Where it is asked for. */
  readonly subject: string;
  readonly cooldownMs: number;
  readonly attemptsMax: number;
  /** Whether the look shows that the act did what it is for; the incident itself may go on. */
  readonly helped: (look: Look) => boolean;
}

export const ACTS: Readonly<Record<ActName, Kind>> = {
  // A breach is contained, never repaired: a person finds the cause and lets the consumer go on.
  'hold-wallet-consumer': {
    subject: LEDGER_GROUP,
    cooldownMs: 15_000,
    attemptsMax: 3,
    helped: (look) =>
      answered(look).some(({ told }) =>
        told.consumers.some(({ group, held }) => group === LEDGER_GROUP && held),
      ),
  },
  // Each of them alone: the money of everybody else goes on.
  'contain-wallets': {
    subject: 'wallet',
    cooldownMs: 30_000,
    attemptsMax: 3,
    helped: ({ money }) =>
      money !== undefined &&
      money.wallets.length > 0 &&
      money.wallets.every(({ contained }) => contained),
  },
  // It looks once more: what has come to agree meanwhile closes by itself, and that ends the incident.
  'reconcile-today': {
    subject: 'wallet',
    cooldownMs: 120_000,
    attemptsMax: 3,
    helped: () => false,
  },
};

/** The incident with its act one look further. An act in state TRYING with `at` of this look is to be made now. */
export function withNextAct(incident: Incident, name: ActName, look: Look): Incident {
  const kind = ACTS[name];
  const now = new Date(look.at);
  const act = incident.act ?? { name, state: 'WANTED', attempts: 0, at: now };
  // What a person undid stays undone.
  if (act.state === 'HELPED' || act.state === 'NOT_HELPED') return incident;
  if (kind.helped(look)) return { ...incident, act: { ...act, state: 'HELPED', at: now } };
  if (act.attempts > 0 && isCooling(act, now)) return incident;
  if (act.attempts < kind.attemptsMax) return { ...incident, act: tried(act, now) };
  return { ...incident, severity: 'page', act: { ...act, state: 'NOT_HELPED', at: now } };
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

/** The act of an incident that is over: what was being checked has helped. */
export const settled = (act: Act, now: Date): Act =>
  act.state === 'CHECKING' || act.state === 'TRYING' ? { ...act, state: 'HELPED', at: now } : act;
