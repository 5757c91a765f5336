import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asking } from './client.ts';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';

let app: OnboardingUnderTest;
let known: string;
let unknown: string;
beforeAll(async () => {
  app = await onboardingUnderTest();
  [known, unknown] = [app.newNumber(), app.newNumber()];
  await app.register({ mobileNumber: known, verificationToken: await app.prove(known) });
  // The other has been asked for a code as often, and is nobody's.
  await app.prove(unknown);
});
afterAll(() => app.close());

interface Profiled {
  readonly op: string;
  readonly ns: string;
  readonly command?: Readonly<Record<string, unknown>>;
}

/** What a command asks the database: its kind, its collection and the fields by which it looks. */
function shapeOf({ op, ns, command = {} }: Profiled): string {
  const filters = [command['filter'], command['query'], command['q']];
  const by = filters.flatMap((filter) => Object.keys(filter ?? {})).toSorted();
  return `${op} ${ns.replace(/^[^.]+\./, '')} by ${by.join(',')}`;
}

/** Jobs look at customers by times and states, whoever asks for what; a number is looked up by its hash. */
const isJobs = ({ ns, command }: Profiled): boolean =>
  ns.endsWith('.customers') && !inspect(command, { depth: 9 }).includes('phoneHash');

/** Does something, and answers the commands that the database was given for it. */
async function workOf(act: () => Promise<unknown>): Promise<readonly string[]> {
  const database = app.connection.getClient().db(app.connection.name);
  await database.command({ profile: 2 });
  await act();
  await database.command({ profile: 0 });
  const profile = database.collection<Profiled>('system.profile');
  const ours = { ns: { $not: /system\.profile$/ } };
  const profiled = await profile.find(ours, { projection: { op: 1, ns: 1, command: 1 } }).toArray();
  await profile.drop();
  return profiled
    .filter((one) => !isJobs(one))
    .map(shapeOf)
    .toSorted();
}

/** An answer without what is a moment's or a request's own. */
function faceOf({ status, headers, body }: Awaited<ReturnType<OnboardingUnderTest['call']>>) {
  const { traceId: _trace, detail: _until, ...said } = body;
  return { status, headers: [...headers.keys()].toSorted(), said };
}

async function expectTheSame(path: string, askingFor: (mobileNumber: string) => Asking) {
  const faces: ReturnType<typeof faceOf>[] = [];
  const works: (readonly string[])[] = [];
  const calls: number[] = [];
  for (const number of [known, unknown]) {
    const asking = askingFor(number);
    const count = await app.counting('*');
    works.push(await workOf(async () => void faces.push(faceOf(await app.call(path, asking)))));
    calls.push(await count());
  }
  expect(faces[0]).toEqual(faces[1]);
  expect(works[0]).toEqual(works[1]);
  expect(calls[0]).toBe(calls[1]);
  return { status: faces[0]?.status, work: works[0] ?? [], calls: calls[0] };
}

describe("a customer's number and nobody's get the same answer for the same work", () => {
  const otp = (mobileNumber: string) => ({ json: { mobileNumber } });
  const guess = (mobileNumber: string) => ({ json: { mobileNumber, otp: '00000' } });

  it('when a code is asked for', async () => {
    const { status, work, calls } = await expectTheSame('/v1/otp', otp);
    expect([status, calls]).toEqual([202, 1]);
    expect(work.some((shape) => shape.includes(' otp '))).toBe(true);
    expect(work.filter((shape) => shape.includes('customers'))).toEqual([]);
  });

  it('when a wrong one is entered', async () => {
    const { status, work, calls } = await expectTheSame('/v1/otp/validate', guess);
    expect([status, calls]).toEqual([422, 1]);
    expect(work.filter((shape) => shape.includes('customers'))).toEqual([]);
  });

  it('when codes are used up, and when entries are', async () => {
    await expectTheSame('/v1/otp', otp);
    expect(await expectTheSame('/v1/otp', otp)).toMatchObject({ status: 429, calls: 0 });
    await expectTheSame('/v1/otp/validate', guess);
    await expectTheSame('/v1/otp/validate', guess);
    expect(await expectTheSame('/v1/otp/validate', guess)).toMatchObject({ status: 429, calls: 0 });
  });

  it('when KasPro is not there', async () => {
    const fresh = app.newNumber();
    await app.register({ mobileNumber: fresh, verificationToken: await app.prove(fresh) });
    [known, unknown] = [fresh, app.newNumber()];
    await app.prove(unknown);
    await app.faults({ operation: 'otp', fault: 'refuse', code: 900001 });
    const faces = [faceOf(await app.call('/v1/otp', otp(known)))];
    faces.push(faceOf(await app.call('/v1/otp', otp(unknown))));
    await app.faults();
    expect(faces[0]?.status).toBe(503);
    expect(faces[0]).toEqual(faces[1]);
  });

  it.each(['customer', 'driver', 'merchant', 'service'])(
    'when a %s registers without a proof',
    async (role) => {
      const headers = { ...(await app.bearer('somebody', role)) };
      const consents = { terms: true, privacy: true };
      const asking = (mobileNumber: string) => ({
        json: { mobileNumber, name: 'Budi', role: 'USER', consents, verificationToken: 'guess' },
        headers: { ...headers, 'idempotency-key': `${role}-${mobileNumber}` },
      });
      expect(await expectTheSame('/v1/customers', asking)).toMatchObject({ status: 422, calls: 0 });
    },
  );
});
