/** What one more look makes of what was known. PURE. */
import { goingOn, isCooling, RELAPSE_MS, settled, tried, withNextAct } from './acts.ts';
import { type Incident, isOpen, measured, opened } from './incident.ts';
import type { Look } from './look.ts';
import { LOOKED_BACK_MS, type Signature, SIGNATURES } from './signatures.ts';

export interface Watched {
  readonly looks: readonly Look[];
  readonly open: readonly Incident[];
  /** Those that have ended of late, newest first. */
  readonly lately: readonly Incident[];
}

export interface Decided {
  readonly watched: Watched;
  readonly opened: readonly Incident[];
  readonly ended: readonly Incident[];
  /** Those whose act is to be made now. */
  readonly acts: readonly Incident[];
}

/** At most one incident a signature and subject is open at a time. `newId` is asked once for each that opens. */
export function decide(
  before: Watched,
  look: Look,
  newId: () => string,
  signatures: readonly Signature[] = SIGNATURES,
): Decided {
  const looks = [...before.looks.filter(({ at }) => look.at - at <= LOOKED_BACK_MS), look];
  const after = signatures.flatMap((signature) => {
    const readings = new Map(
      signature.readings(looks).map(({ subject, value }) => [subject, value]),
    );
    const ofIt = ({ signature: of }: Incident): boolean => of === signature.name;
    const [known, lately] = [before.open.filter(ofIt), before.lately.filter(ofIt)];
    return judged({ signature, readings, known, lately }, look, newId).map((one) =>
      withAct(one, signature, looks),
    );
  });
  const known = new Set(before.open.map(({ incidentId }) => incidentId));
  const ended = after.filter((one) => !isOpen(one));
  const lately = [...ended, ...before.lately].filter(
    ({ endedAt }) => endedAt && look.at - endedAt.getTime() <= RELAPSE_MS,
  );
  return {
    watched: { looks, open: after.filter(isOpen), lately },
    opened: after.filter(({ incidentId }) => !known.has(incidentId)),
    ended,
    acts: after.filter(({ act }) => act?.state === 'TRYING' && act.at.getTime() === look.at),
  };
}

interface Judging {
  readonly signature: Signature;
  readonly readings: ReadonlyMap<string, number>;
  readonly known: readonly Incident[];
  readonly lately: readonly Incident[];
}

function judged({ signature, readings, known, lately }: Judging, look: Look, newId: () => string) {
  const now = new Date(look.at);
  const going = known.map((incident) => {
    const value = readings.get(incident.subject);
    return value === undefined ? incident : measured(incident, value, now);
  });
  const fresh = [...readings]
    .filter(([, value]) => value >= signature.threshold)
    .filter(([subject]) => !known.some((one) => one.subject === subject))
    .map(([subject, value]) => {
      const incident = opened(signature, { incidentId: newId(), subject, value }, now);
      const before = lately.find((one) => one.subject === subject)?.act;
      return before ? { ...incident, act: goingOn(before) } : incident;
    });
  return [...going, ...fresh];
}

function withAct(incident: Incident, { act: name }: Signature, looks: readonly Look[]): Incident {
  if (name === undefined) return incident;
  return isOpen(incident) ? withNextAct(incident, name, looks) : settled(incident, looks);
}

export type ActRefusal = 'INCIDENT_ENDED' | 'INCIDENT_WITHOUT_ACT' | 'ACT_TOO_SOON';

/** A person wants the act now: no limit holds a person back, but what was tried just now must show itself first. */
export function askedFor(incident: Incident, now: Date): Incident | ActRefusal {
  if (!isOpen(incident)) return 'INCIDENT_ENDED';
  if (!incident.act) return 'INCIDENT_WITHOUT_ACT';
  if (isCooling(incident.act, now)) return 'ACT_TOO_SOON';
  return { ...incident, act: tried(incident.act, now) };
}
