import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { FIELDS } from '../photos.ts';
import { type Drill, letters, newNumber } from './drill.ts';

export interface Kenari {
  readonly mobileNumber: string;
  readonly name: string;
  readonly email: string;
}

/** Somebody whose every word is a canary. */
export function somebody({ keep }: Drill): Kenari {
  const number = newNumber();
  const [first, last, mailbox] = [letters(), letters(), letters()];
  for (const [what, value] of Object.entries({ number, first, last, mailbox })) keep(what, value);
  return { mobileNumber: `0${number}`, name: `${first} ${last}`, email: `${mailbox}@contoh.id` };
}

/** A photo with a canary in its metadata, and its own bytes as another. */
export async function cannedPhoto({ keep }: Drill): Promise<Buffer> {
  const marker = letters();
  keep('EXIF', marker);
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
  const create = { width: 320, height: 200, channels: 3, background: 'grey', noise } as const;
  const exif = { IFD0: { ImageDescription: marker, Artist: marker } };
  const photo = await sharp({ create }).withExif(exif).jpeg().toBuffer();
  if (!photo.includes(marker)) throw new Error('the photo has lost its marker');
  keep('photo', photo.subarray(photo.length / 2, photo.length / 2 + 32));
  return photo;
}

export function formWith(photo: Uint8Array, name = 'photo.jpg'): FormData {
  const form = new FormData();
  for (const field of FIELDS) form.append(field, new Blob([new Uint8Array(photo)]), name);
  return form;
}

/** A code for the number, kept as a canary. */
export async function codeFor(drill: Drill, { mobileNumber }: Kenari): Promise<string> {
  await drill.ask('/v1/otp', { body: { mobileNumber } });
  const [sent] = await drill.sandbox(`/messages?mobileNumber=${mobileNumber}`);
  const otp = String(sent?.otp ?? '');
  if (otp !== '') drill.keep('OTP', otp);
  return otp;
}

/** A token for the number, kept as a canary. Empty where there was none. */
export async function tokenFor(drill: Drill, person: Kenari): Promise<string> {
  const { mobileNumber } = person;
  const body = { mobileNumber, otp: await codeFor(drill, person) };
  const { status, text } = await drill.ask('/v1/otp/validate', { body, mayTell: true });
  const { verificationToken = '' } = JSON.parse(text);
  if (status === 200) drill.keep('verification token', verificationToken);
  return verificationToken;
}

/** What a registration of this person says. */
export function registrationOf(person: Kenari, verificationToken: string, role = 'USER') {
  return { ...person, role, consents: { terms: true, privacy: true }, verificationToken };
}

/** Registers somebody, twice under one key; answers the customerId. */
export async function registered(drill: Drill, person: Kenari): Promise<string> {
  const verificationToken = await tokenFor(drill, person);
  const caller = await drill.bearer('app', 'service');
  const headers = { ...caller, 'idempotency-key': randomUUID() };
  const asking = { body: registrationOf(person, verificationToken), headers };
  await drill.ask('/v1/customers', { ...asking, mayTell: true });
  const { status, text } = await drill.ask('/v1/customers', { ...asking, mayTell: true });
  if (status !== 201) throw new Error(`not registered: ${status}`);
  return String(JSON.parse(text).customerId);
}

/** Looked at by everybody who may, and by some who may not: always masked. */
export async function lookedAt(drill: Drill, customerId: string): Promise<void> {
  for (const role of ['customer', 'service', 'ops', 'ops-act', 'driver']) {
    const headers = await drill.bearer(role === 'customer' ? customerId : 'somebody', role);
    await drill.ask(`/v1/customers/${customerId}`, { headers });
  }
  await drill.ask('/v1/kyc-reviews', { headers: await drill.bearer('ops', 'ops') });
}

/** Sends photos; the answer is masked, or a refusal. */
export async function upgraded(drill: Drill, customerId: string, form?: FormData) {
  const body = form ?? formWith(await cannedPhoto(drill));
  const headers = await drill.bearer(customerId, 'customer');
  return drill.ask(`/v1/customers/${customerId}/upgrade`, { body, headers });
}

/** Everything that goes well: proof, registration in two roles, upgrade, review and decision. */
export async function goodFlows(drill: Drill): Promise<Kenari & { readonly customerId: string }> {
  const person = somebody(drill);
  const customerId = await registered(drill, person);
  const second = registrationOf(person, await tokenFor(drill, person), 'MERCHANT');
  const headers = await drill.bearer('app', 'service');
  await drill.ask('/v1/customers', { body: second, headers, mayTell: true });
  const { status } = await upgraded(drill, customerId);
  if (status !== 200) throw new Error(`not upgraded: ${status}`);
  await lookedAt(drill, customerId);
  await review(drill);
  return { ...person, customerId };
}

// Nobody knows what KasPro made of the photos, and an operator writes of the person.
async function review(drill: Drill): Promise<void> {
  const person = somebody(drill);
  const customerId = await registered(drill, person);
  const fault = { operation: 'ekyc', fault: 'act-then-reset' };
  await drill.sandbox('/faults', 'PUT', { rules: [fault] });
  const { status } = await upgraded(drill, customerId);
  if (status !== 202) throw new Error(`not in review: ${status}`);
  await drill.sandbox('/faults', 'DELETE');
  await lookedAt(drill, customerId);
  const body = { decision: 'REJECT', reason: `Not ${person.name}, says ${person.email}` };
  const headers = await drill.bearer('ops1', 'ops-act');
  await drill.ask(`/v1/customers/${customerId}/kyc-decisions`, { body, headers });
  await upgraded(drill, customerId);
}
