import { readStack } from '@angkutan/local';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bodyFor, queryFor } from './examples.ts';
import { attach, type Platform } from './platform.ts';
import { expectedRoles, isPerson, ROLES, type TokenRole } from './roles/matrix.ts';
import { type Answered, idsAsked, send } from './roles/requests.ts';
import { openStored, type Stored } from './roles/stored.ts';
import { badTokens } from './roles/tokens.ts';
import { type Operation, operationsOf, servedDocuments } from './served-documents.ts';
import { idsOf, makeWorld, type World } from './world.ts';

interface Case extends Operation {
  readonly url: string;
}

const SERVED_WITHIN_MS = 300_000;

const all = (await servedDocuments()).flatMap(({ url, document }): Case[] =>
  operationsOf(document).map((operation) => ({ ...operation, url })),
);
const guarded = all.filter((one) => !one['x-roles'].includes('public'));
const ofPeople = guarded.filter((one) => one['x-roles'].some(isPerson));
const mayCall = (one: Case, role: string): boolean => one['x-roles'].includes(role);

let platform: Platform;
let mine: World;
let theirs: World;
let stored: Stored;
let before: Readonly<Record<string, string>>;
beforeAll(async () => {
  platform = await attach();
  [mine, theirs] = await Promise.all([makeWorld(platform), makeWorld(platform)]);
  for (const one of guarded) {
    for (const role of ROLES) bodies.set(`${role} ${one.label}`, await bodyFor(one, scene(role)));
  }
  stored = await openStored(platform.stack.mongodb.uri);
  signalWatcher('SIGSTOP');
}, SERVED_WITHIN_MS);
afterAll(async () => {
  signalWatcher('SIGCONT');
  await stored.close();
  await platform.detach();
});

/** It acts by itself on what other tests have left; while it stands still, every change is by a call. */
function signalWatcher(signal: 'SIGSTOP' | 'SIGCONT'): void {
  const watcher = readStack(inject('e2e').stateDir)?.watcher;
  if (watcher) process.kill(watcher.pid, signal);
}

/** Made beforehand, for making some of them is itself a change. */
const bodies = new Map<string, Readonly<Record<string, unknown>>>();
const bodyOf = (one: Case, role: string) => bodies.get(`${role} ${one.label}`) ?? {};

const whoIs = (role: TokenRole) => ({ sub: subOf(role), role });
const subOf = (role: TokenRole): string => (isPerson(role) ? idsOf(mine, role).customerId : role);
const own = (role: string): Record<string, string> => ({ ...idsOf(mine, role) });
const foreign = (role: string): Record<string, string> => ({ ...idsOf(theirs, role) });
/** As the foreign ones, but of nobody. */
const unknown = (role: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(foreign(role)).map(([name, id]) => [name, id.replace(/.{8}$/, '00000000')]),
  );
const malformed = (one: Case): Record<string, string> =>
  Object.fromEntries(idsAsked(one, {}).map((name) => [name, '$gt']));

interface Call {
  readonly ids: Record<string, string>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly token?: string | undefined;
}

/** As this role, with a good token unless another is given. */
async function callAs(role: TokenRole, one: Case, call: Call): Promise<Answered> {
  const token = 'token' in call ? call.token : await platform.stack.token(whoIs(role));
  const { ids, body = {} } = call;
  return send(one, one, { ids, query: queryFor(one), body, token });
}

/** The calls that were answered otherwise. */
const others = (answers: Readonly<Record<string, number>>, wanted: readonly number[]) =>
  Object.entries(answers).filter(([, status]) => !wanted.includes(status));

const scene = (role: string) => ({ platform, world: mine, role });

describe('who may call what', () => {
  it('is what the contract says, for every operation of every service', () => {
    const said = all.map((one) => [one.label, one['x-roles'].toSorted()]);
    const expected = all.map(({ label }) => [label, expectedRoles(label)?.toSorted()]);
    expect(said).toEqual(expected);
  });
});

describe('a refused call', () => {
  beforeAll(async () => {
    before = await stored.quiet();
  });

  it.each(guarded)(
    '$label without a good token is 401, whoever it says it is from',
    async (one) => {
      const answers: Record<string, number> = {};
      for (const role of ROLES) {
        const bad = await badTokens(platform.stack, whoIs(role));
        for (const [flaw, token] of Object.entries(bad)) {
          const answer = await callAs(role, one, { ids: own(role), token });
          answers[`${role}, ${flaw}`] = answer.status;
        }
      }
      expect(others(answers, [401])).toEqual([]);
    },
  );

  it.each(guarded)('$label in another role is 403, whatever it names', async (one) => {
    const answers: Record<string, number> = {};
    for (const role of ROLES.filter((other) => !mayCall(one, other))) {
      const body = bodyOf(one, role);
      const named = { own: own(role), foreign: foreign(role), malformed: malformed(one) };
      for (const [whose, ids] of Object.entries(named)) {
        answers[`${role}, ${whose}`] = (await callAs(role, one, { ids, body })).status;
      }
    }
    expect(others(answers, [403])).toEqual([]);
  });

  it('has changed nothing', async () => {
    expect(await stored.quiet()).toEqual(before);
  });
});

describe('what belongs to somebody else', () => {
  it.each(ofPeople)('is for $label as if it did not exist', async (one) => {
    for (const role of ROLES.filter((person) => isPerson(person) && mayCall(one, person))) {
      const body = bodyOf(one, role);
      for (const name of idsAsked(one, body)) {
        const ask = (ids: Record<string, string>) => callAs(role, one, { ids, body });
        const [there, absent] = [foreign('customer')[name], unknown('customer')[name]];
        if (!there || !absent) throw new Error(`the world has nothing for ${name}: give it one`);
        const theirsHas = await ask({ ...own(role), [name]: there });
        const nobodyHas = await ask({ ...own(role), [name]: absent });
        expect([role, name, theirsHas.status]).toEqual([role, name, 404]);
        expect(theirsHas.shape).toEqual(nobodyHas.shape);
        expect(theirsHas.text).not.toContain(there);
      }
    }
  });

  it('was changed by none of it', async () => {
    expect(await stored.quiet()).toEqual(before);
  });
});

describe('a call by who may', () => {
  it.each(guarded)('$label is served, unless its ids are none', async (one) => {
    const answers: Record<string, number> = {};
    for (const role of ROLES.filter((caller) => mayCall(one, caller))) {
      const body = bodyOf(one, role);
      const ids = own(role);
      const has = idsAsked(one, {}).every((name) => ids[name] !== undefined);
      const { status } = await callAs(role, one, { ids, body });
      if (has) answers[role] = status;
      if (idsAsked(one, {}).length === 0) continue;
      const wrong = await callAs(role, one, { ids: { ...ids, ...malformed(one) }, body });
      expect([role, wrong.status]).toEqual([role, 400]);
    }
    const served = one.method === 'GET' ? [200] : [200, 201, 202, 409, 422];
    expect(others(answers, served)).toEqual([]);
  });
});
