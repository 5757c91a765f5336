import { randomBytes } from 'node:crypto';
import type { Drill } from './drill.ts';
import {
  cannedPhoto,
  codeFor,
  formWith,
  type Kenari,
  registrationOf,
  somebody,
  tokenFor,
  upgraded,
} from './people.ts';

const TOO_LONG = 70_000;

/** Every POST with a body that cannot be read, holds too much, or means something else. */
export async function badBodies(drill: Drill, customerId: string): Promise<void> {
  const person = somebody(drill);
  const otp = await codeFor(drill, person);
  const whole = { ...registrationOf(person, await tokenFor(drill, person)), otp };
  const json = JSON.stringify(whole);
  const callers = { ...(await drill.bearer('app', 'service')), 'accept-language': 'en' };
  const decisions = `/v1/customers/${customerId}/kyc-decisions`;
  for (const path of ['/v1/otp', '/v1/otp/validate', '/v1/customers', decisions]) {
    const caller = path === decisions ? await drill.bearer('ops1', 'ops-act') : callers;
    const bodies: unknown[] = [
      json.slice(0, -1),
      json.replace('"role"', 'role'),
      `${json},`,
      json.replace(/.$/, ',"amount":1e3}'),
      [whole],
      json + ' '.repeat(TOO_LONG),
      { ...whole, [person.name]: person.email },
      { ...whole, isAdmin: true, name: { $gt: person.name } },
      { mobileNumber: { $ne: person.mobileNumber }, otp: { $gt: otp } },
      { mobileNumber: `${person.mobileNumber}9999999`, otp: `${otp}0000`, reason: json },
      { ...whole, email: `${person.email} `, role: person.name, consents: { terms: person.name } },
    ];
    for (const body of bodies) await drill.ask(path, { body, headers: caller });
    const asText = { ...caller, 'content-type': 'text/plain' };
    await drill.ask(path, { body: json, headers: asText });
    await drill.ask(path, { body: json, headers: { ...caller, 'content-encoding': 'gzip' } });
  }
}

/** Canaries where nobody expects them: in paths, queries and headers. */
export async function badHeads(drill: Drill): Promise<void> {
  const person = somebody(drill);
  const { mobileNumber, name, email } = person;
  const caller = await drill.bearer('app', 'service');
  const token = (await tokenFor(drill, person)) || 'none';
  const query = new URLSearchParams({ name, email, mobileNumber });
  for (const path of [
    `/v1/customers/${mobileNumber}`,
    `/v1/customers/${encodeURIComponent(name)}`,
    `/v1/customers/${token}/upgrade`,
    `/v1/kyc-reviews?${query}`,
    `/${mobileNumber}/${encodeURIComponent(email)}?${query}`,
  ]) {
    await drill.ask(path, { headers: caller });
    await drill.ask(path, { headers: caller, body: { mobileNumber } });
  }
  for (const headers of [
    { authorization: `Bearer ${token}` },
    { authorization: `Basic ${Buffer.from(`${email}:${name}`).toString('base64')}` },
    { ...caller, 'idempotency-key': `${name} ${email}` },
    { ...caller, 'x-request-id': mobileNumber },
    { ...caller, traceparent: `00-${mobileNumber}-${token}-01`, 'accept-language': name },
    { ...caller, 'x-forwarded-for': mobileNumber, 'user-agent': email, cookie: `name=${name}` },
  ]) {
    const body = registrationOf(person, `not-${token}`);
    await drill.ask('/v1/customers', { body, headers });
  }
}

/** Codes and tokens that are not, or no longer, right; a person who comes twice. */
export async function refusedProofs(drill: Drill, known: Kenari): Promise<void> {
  const person = somebody(drill);
  const { mobileNumber } = person;
  const token = await tokenFor(drill, person);
  await codeFor(drill, person);
  for (const otp of ['91827364', '82736455', '73645546', '64554637']) {
    drill.keep('wrong OTP', otp);
    await drill.ask('/v1/otp/validate', { body: { mobileNumber, otp } });
  }
  await drill.ask('/v1/otp', { body: { mobileNumber } });
  const headers = await drill.bearer('app', 'service');
  const ofAnother = registrationOf({ ...person, mobileNumber: known.mobileNumber }, token);
  await drill.ask('/v1/customers', { body: ofAnother, headers });
  const old = { ...registrationOf(person, token), consents: { terms: 'old', privacy: false } };
  await drill.ask('/v1/customers', { body: old, headers });
  const keyed = { ...headers, 'idempotency-key': `key-${token.slice(0, 6)}` };
  await drill.ask('/v1/customers', { body: old, headers: keyed });
  await drill.ask('/v1/customers', { body: { ...old, name: known.name }, headers: keyed });
}

/** Files that are no photos, whose names and contents are canaries. */
export async function badUploads(drill: Drill, customerId: string, known: Kenari): Promise<void> {
  const photo = await cannedPhoto(drill);
  const svg = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg"><text>${known.name}</text></svg>`,
  );
  const tooLarge = Buffer.concat([photo, randomBytes(6 * 1024 * 1024)]);
  const named = formWith(photo, `${known.name} ${known.mobileNumber}.jpg`);
  named.append(known.name, known.email);
  const lacking = new FormData();
  lacking.append('ktpPhoto', new Blob([new Uint8Array(photo)]), `${known.mobileNumber}.jpg`);
  const forms = [svg, photo.subarray(0, photo.length / 3), tooLarge].map((bytes) =>
    formWith(bytes),
  );
  for (const form of [...forms, named, lacking]) await upgraded(drill, customerId, form);
  const headers = await drill.bearer(customerId, 'customer');
  const path = `/v1/customers/${customerId}/upgrade`;
  await drill.ask(path, { body: { ktpPhoto: photo.toString('base64') }, headers });
  const broken = { ...headers, 'content-type': 'multipart/form-data; boundary=x' };
  await drill.ask(path, { body: `--x\r\n${photo.toString('latin1')}`, headers: broken });
}
