/**
 * Looks, decides, remembers, acts; again and again.
 *
 * What is open lives in memory and is written after every look. A database that is away does not blind the watcher:
 * what could not be written is written after a later look.
 */
import { type Job, startJob } from '@angkutan/service';
import type { Logger } from '@angkutan/telemetry';
import { afterAttempt } from './domain/acts.ts';
import { type ActRefusal, askedFor, decide, type Decided, type Watched } from './domain/decide.ts';
import type { Incident } from './domain/incident.ts';
import type { Look } from './domain/look.ts';
import type { MakeAct } from './make-act.ts';

const LOOK_EVERY_MS = 2_000;
/** How many that have ended are shown. */
const ENDED_SHOWN_MAX = 200;

export interface WatchParts {
  readonly look: () => Promise<Look>;
  readonly act: MakeAct;
  readonly store: {
    open(): Promise<readonly Incident[]>;
    ended(max: number): Promise<readonly Incident[]>;
    save(incidents: readonly Incident[]): Promise<void>;
  };
  /** Keeps who acted on what. */
  readonly audit: (row: { incident: Incident; actor: string; reason: string }) => Promise<void>;
  readonly newId: () => string;
  readonly logger: Logger;
}

export interface Watch {
  /** Those that are open, then those that ended last. */
  incidents(): readonly Incident[];
  /** An operator asks for the act of an incident. */
  askAct(incidentId: string, by: { actor: string; reason: string }): Promise<Incident | Refused>;
  /** When it looked last, in ms; 0 before the first. */
  lastLook(): number;
  readonly job: Job;
}
type Refused = ActRefusal | 'INCIDENT_NOT_FOUND';

export async function startWatch(parts: WatchParts): Promise<Watch> {
  const { look, store, newId, logger } = parts;
  let ended = await store.ended(ENDED_SHOWN_MAX);
  let watched: Watched = { looks: [], open: await store.open(), lately: ended };
  const unsaved = new Map<string, Incident>();

  function keep(...incidents: readonly Incident[]): void {
    for (const one of incidents) unsaved.set(one.incidentId, one);
  }

  async function save(): Promise<void> {
    const now = new Map(unsaved);
    await store.save([...now.values()]);
    for (const [id, saved] of now) if (unsaved.get(id) === saved) unsaved.delete(id);
  }

  function replace(incident: Incident): void {
    const { incidentId } = incident;
    const open = watched.open.map((one) => (one.incidentId === incidentId ? incident : one));
    watched = { ...watched, open };
    keep(incident);
  }

  async function make(incident: Incident, actor: string, reason: string): Promise<Incident> {
    const saved = save().then(
      () => parts.audit({ incident, actor, reason }),
      (error: unknown) => logger.error({ err: error }, 'incidents are not written'),
    );
    const seen = watched.looks.at(-1);
    const taken = seen !== undefined && (await parts.act(incident, seen, `${actor}: ${reason}`));
    await saved.catch((error: unknown) => logger.error({ err: error }, 'audit is not written'));
    const now = watched.open.find(({ incidentId }) => incidentId === incident.incidentId);
    const after = afterAttempt(now ?? incident, taken);
    if (now) replace(after);
    return after;
  }

  async function run(): Promise<boolean> {
    const decided = decide(watched, await look(), newId);
    watched = decided.watched;
    ended = [...decided.ended, ...ended].slice(0, ENDED_SHOWN_MAX);
    keep(...watched.open, ...decided.ended);
    tell(decided, logger);
    for (const one of decided.acts) await make(one, 'watcher', `${one.signature} ${one.subject}`);
    await save();
    return false;
  }

  return {
    incidents: () => [...watched.open, ...ended],
    lastLook: () => watched.looks.at(-1)?.at ?? 0,
    async askAct(incidentId, { actor, reason }) {
      const known = [...watched.open, ...ended].find((one) => one.incidentId === incidentId);
      if (!known) return 'INCIDENT_NOT_FOUND';
      const asked = askedFor(known, new Date());
      if (typeof asked === 'string') return asked;
      replace(asked);
      return make(asked, actor, reason);
    },
    job: startJob({ name: 'watch', everyMs: LOOK_EVERY_MS, run, logger }),
  };
}

/** The log is what pages: by its code and severity, without asking the watcher's own HTTP. */
function tell({ opened, ended, watched }: Decided, logger: Logger): void {
  for (const { signature, severity, subject, value, threshold } of opened) {
    const said = { code: 'AKT_INCIDENT', kind: signature, mode: severity, component: subject };
    const line = { ...said, count: value, limit: threshold };
    if (severity === 'page') logger.error(line, 'incident');
    else logger.warn(line, 'incident');
  }
  for (const { signature, subject } of ended) {
    logger.info({ kind: signature, component: subject }, 'incident ended');
  }
  const now = watched.looks.at(-1)?.at;
  const givenUp = watched.open.filter(
    ({ act }) => act?.state === 'NOT_HELPED' && act.at.getTime() === now,
  );
  for (const { signature, act } of givenUp) {
    logger.error({ code: 'AKT_ACT_NOT_HELPED', kind: signature, work: act?.name }, 'no help');
  }
}
