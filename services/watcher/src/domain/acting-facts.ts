/** What looks say about whether an act could help, and whether it did. PURE. */
import type { Incident } from './incident.ts';
import { answered, type Consumer, type Look } from './look.ts';

type Looks = readonly Look[];

/** kafkajs comes back by itself within this time after Kafka has. */
const STEADY_MS = 15_000;

const now = (looks: Looks) => looks.slice(-1).flatMap(answered);
const of = (service: string, looks: Looks) =>
  now(looks).filter((instance) => instance.service === service);

/** Whether Kafka has answered for a while. */
export function isKafkaSteady(looks: Looks): boolean {
  const last = looks.at(-1);
  return last !== undefined && looks.every(({ at, groups }) => last.at - at > STEADY_MS || groups);
}

/** The instances whose consumer of this group is dead by its own word; one that a person holds is not. */
export const deadMembers = (group: string, looks: Looks) =>
  now(looks).filter(({ told }) =>
    told.consumers.some((one) => one.group === group && !one.alive && !one.held),
  );
export const isDead = (group: string, looks: Looks): boolean =>
  deadMembers(group, looks).length > 0;

/** Whether every instance of the group's service says so, and Kafka too. One that is silent says nothing. */
export function isAliveEverywhere(group: string, looks: Looks): boolean {
  const look = looks.at(-1);
  const itsOwn = ({ consumers }: { readonly consumers: readonly Consumer[] }) =>
    consumers.find((one) => one.group === group);
  const services = now(looks).flatMap(({ service, told }) => (itsOwn(told) ? [service] : []));
  const members = look?.instances.filter(({ service }) => services.includes(service)) ?? [];
  const isStable = look?.groups?.some((one) => one.group === group && one.state === 'Stable');
  return (
    isStable === true &&
    members.length > 0 &&
    members.every(({ told }) => {
      const member = told && itsOwn(told);
      return member?.alive === true && !member.held;
    })
  );
}

/** The groups of a service whose parked keys can be tried: none that a person holds. */
export function groupsToRelease(service: string, looks: Looks): readonly string[] {
  const consumers = of(service, looks).flatMap(({ told }) => told.consumers);
  const held = new Set(consumers.flatMap((one) => (one.held ? [one.group] : [])));
  const groups = new Set(consumers.map(({ group }) => group));
  return [...groups].filter((group) => !held.has(group));
}

/** Whether fewer keys of the service are parked than when the act was tried. */
export function isLessParked({ subject, act }: Incident, looks: Looks): boolean {
  const parked = (seen: Looks): number =>
    Math.max(...of(subject, seen).map(({ told }) => told.parkedKeys));
  const before = looks.filter(({ at }) => act && at <= act.at.getTime());
  return parked(looks) < parked(before);
}

/** Whether enquiries of the service get through to KasPro. */
export const canEnquire = (service: string, looks: Looks): boolean =>
  of(service, looks).some(({ told }) => (told.breakers['enquiry'] ?? 'closed') === 'closed');
