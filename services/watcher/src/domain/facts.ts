/** What a look says, put as a signature asks it. PURE. */
import { answered, type CallState, type Look, type Reading } from './look.ts';
import type { Facts } from './readings.ts';

/** The age of a service's oldest call to KasPro in one of these states, in seconds. */
export const oldest =
  (...states: readonly CallState[]) =>
  (looks: readonly Look[]): readonly Reading[] => {
    const calls = looks.at(-1)?.calls.filter(({ state }) => states.includes(state)) ?? [];
    return [...Map.groupBy(calls, ({ service }) => service)].map(([subject, of]) => ({
      subject,
      value: Math.max(...of.map(({ ageSeconds }) => ageSeconds)),
    }));
  };

/** Dead for Kafka, or by its own word; one that a person holds is meant to stand still. */
export function deadConsumers(look: Look): Facts {
  const consumers = answered(look).flatMap(({ told }) => told.consumers);
  const facts = new Map(
    [...Map.groupBy(consumers, ({ group }) => group)].map(([group, of]) => [
      group,
      of.some(({ alive, held }) => !alive && !held),
    ]),
  );
  for (const { group, state } of look.groups ?? []) {
    const held = consumers.some((one) => one.group === group && one.held);
    facts.set(group, (facts.get(group) ?? false) || (state !== 'Stable' && !held));
  }
  return facts;
}

/** In how many instances each breaker is not closed. */
export function breakers(looks: readonly Look[]): readonly Reading[] {
  const states = looks
    .slice(-1)
    .flatMap(answered)
    .flatMap(({ service, told }) =>
      Object.entries(told.breakers).map(([name, state]) => ({
        subject: `${service} ${name}`,
        // Half open is not well yet: it is being tried.
        open: state === 'closed' ? 0 : 1,
      })),
    );
  return [...Map.groupBy(states, ({ subject }) => subject)].map(([subject, of]) => ({
    subject,
    value: of.reduce((sum, { open }) => sum + open, 0),
  }));
}

/** How long ago the last canary that came back was sent, by the services that send one. */
export function canaries(looks: readonly Look[]): readonly Reading[] {
  const ages = looks
    .slice(-1)
    .flatMap(answered)
    .flatMap(({ service, told: { canarySeconds: value } }) =>
      value === undefined ? [] : [{ subject: service, value }],
    );
  return [...Map.groupBy(ages, ({ subject }) => subject)].map(([subject, of]) => ({
    subject,
    // What one instance has heard of is heard of.
    value: Math.min(...of.map(({ value }) => value)),
  }));
}

/** A figure of the ledger, where this look has read it. */
export const money =
  (figure: (money: NonNullable<Look['money']>) => number) =>
  (looks: readonly Look[]): readonly Reading[] => {
    const now = looks.at(-1)?.money;
    return now ? [{ subject: 'wallet', value: figure(now) }] : [];
  };

/** What the ledger is wrong by beside the wallets that are known to be: nobody can say whose it is. */
export const unexplained = ({ sum, wallets }: NonNullable<Look['money']>): number =>
  Math.abs(sum - wallets.reduce((all, { amount }) => all + amount, 0));

export const silent = (look: Look): Facts =>
  new Map(look.instances.map(({ service, url, told }) => [`${service} ${url}`, !told]));
export const registryDown = (look: Look): Facts => new Map([['registry', !look.registryAnswers]]);
export const kafkaDown = (look: Look): Facts => new Map([['kafka', !look.groups]]);
