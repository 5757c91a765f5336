import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { jpegBomb, padded, PHOTO_MAX_BYTES, pngBomb } from './hostile-photos.ts';
import { kasproRecorder } from './kaspro-recorder.ts';
import { type KycFlows, kycFlows } from './kyc-flows.ts';
import { MULTIPART, multipart, type Part, photosWith } from './multipart.ts';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';

const SECRET = 'a-secret-behind-the-photo';
const TAILS = [`PK\u0003\u0004${SECRET}`, `<html><script>${SECRET}</script>`, `GIF89a${SECRET}`];
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';

const UNREADABLE = '415 PHOTO_UNREADABLE';
const joined = (...pieces: (Buffer | string)[]) => Buffer.concat(pieces.map((p) => Buffer.from(p)));

const recorder = kasproRecorder();
let app: OnboardingUnderTest;
let flows: KycFlows;
let jpeg: Buffer;
let png: Buffer;
let refusedOne: string;
beforeAll(async () => {
  app = await onboardingUnderTest({}, recorder.before);
  flows = await kycFlows(app);
  refusedOne = (await flows.registered()).customerId;
  jpeg = flows.picture;
  const exif = { IFD0: { Copyright: SECRET } };
  png = await sharp(jpeg).withExif(exif).png().toBuffer();
});
afterEach(() => {
  recorder.calls.length = 0;
});
afterAll(async () => {
  await app.close();
  await recorder.close();
});

async function send(customerId: string, body: Buffer, headers: Record<string, string> = {}) {
  const caller = await app.bearer(customerId, 'customer');
  const keyed = { connection: 'close', 'idempotency-key': randomUUID(), 'content-type': MULTIPART };
  const answer = await fetch(`${app.url}/v1/customers/${customerId}/upgrade`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { ...keyed, ...caller, ...headers },
  });
  const { code, tier } = JSON.parse(await answer.text());
  return `${answer.status} ${code ?? tier}`;
}

async function accepted(body: Buffer) {
  const { customerId } = await flows.registered();
  expect(await send(customerId, body)).toBe('200 PREMIUM');
}

/** Refused with no trace: KasPro was not asked, the customer is as before, and nobody was told. */
async function refusedAs(wanted: string, body: Buffer, headers?: Record<string, string>) {
  expect(await send(refusedOne, body, headers)).toBe(wanted);
  expect(recorder.calls).toEqual([]);
  expect(await flows.told(refusedOne)).toEqual([]);
  expect((await flows.read(refusedOne)).kyc).toEqual({ status: 'BASIC', reasons: [] });
}

const withKtp = (ktp: Partial<Part>) => multipart(photosWith(jpeg, ktp));

describe('a photo is refused', () => {
  it.each<[string, () => Buffer | string, string]>([
    ['a PNG bomb of a few bytes', () => pngBomb(png), '413 PHOTO_TOO_LARGE'],
    ['a JPEG bomb of a few bytes', () => jpegBomb(jpeg), '413 PHOTO_TOO_LARGE'],
    ['an SVG', () => SVG, '415 UPLOAD_TYPE_REFUSED'],
    ['an SVG behind a byte order mark', () => `\u{feff}${SVG}`, '415 UPLOAD_TYPE_REFUSED'],
    ['an SVG behind the start of a JPEG', () => joined(jpeg.subarray(0, 20), SVG), UNREADABLE],
    ['a PDF', () => '%PDF-1.7 and so on, and so on', '415 UPLOAD_TYPE_REFUSED'],
    ['a program', () => 'MZ\u0090\u0000 and so on, and so on', '415 UPLOAD_TYPE_REFUSED'],
    ['a GIF', () => 'GIF89a and so on, and so on', '415 UPLOAD_TYPE_REFUSED'],
    ['a JPEG cut in half', () => jpeg.subarray(0, jpeg.length / 2), UNREADABLE],
    ['a JPEG without its last bytes', () => jpeg.subarray(0, -40), UNREADABLE],
    ['a PNG cut in half', () => png.subarray(0, png.length / 2), UNREADABLE],
    ['the first three bytes of a JPEG', () => jpeg.subarray(0, 3), UNREADABLE],
    ['nothing', () => '', '415 UPLOAD_TYPE_REFUSED'],
    ['a byte over 5 MB', () => padded(jpeg, PHOTO_MAX_BYTES + 1), '413 BODY_TOO_LARGE'],
  ])('that is %s, whatever it is called', async (_what, bytes, wanted) => {
    await refusedAs(wanted, withKtp({ bytes: bytes(), filename: 'ktp.jpg', type: 'image/jpeg' }));
  });
});

describe('a photo is taken for what it is', () => {
  it.each([
    ['as text/html', { type: 'text/html' }],
    ['called ktp.exe', { filename: 'ktp.exe' }],
    ['called by a path', { filename: '../../../etc/passwd' }],
    ['with a thousand headers', { type: `image/jpeg${'\r\nx-h: 1'.repeat(1_000)}` }],
  ])('%s', async (_how, ktp) => {
    await accepted(withKtp(ktp));
  });

  it.each([
    ['a JPEG', () => jpeg],
    ['a PNG', () => png],
  ])('%s of 5 MB at most loses its metadata and whatever hides behind its end', async (_w, of) => {
    for (const tail of TAILS) {
      const bytes = joined(of(), tail);
      await accepted(multipart(photosWith(bytes)));
    }
    const photos = recorder.calls.flatMap((call) => call.photos);
    expect(photos).toHaveLength(9);
    for (const photo of photos) {
      const { format, width, height, exif } = await sharp(photo).metadata();
      expect({ format, width, height, exif }).toEqual({ format: 'jpeg', width: 640, height: 400 });
      expect(photo.includes(SECRET)).toBe(false);
      expect(photo.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
    }
  });
});

describe('a form is refused', () => {
  const three = () => photosWith(jpeg);
  it.each<[string, () => readonly Part[]]>([
    ['without a photo', () => three().slice(1)],
    ['with a photo twice', () => [...three(), ...three().slice(0, 1)]],
    ['with a fourth file', () => [...three(), { name: 'tier', bytes: jpeg }]],
    ['with a file called __proto__', () => [...three(), { name: '__proto__', bytes: jpeg }]],
    [
      'with a hundred files',
      () => Array.from({ length: 100 }, (_, i) => ({ name: `f${i}`, bytes: jpeg })),
    ],
    ['with a field name of 3 KB', () => [...three(), { name: 'x'.repeat(3_000), bytes: jpeg }]],
  ])('%s', async (_what, parts) => {
    await refusedAs('400 UPLOAD_UNEXPECTED', multipart(parts()));
  });

  it.each(['ktpPhoto[$ne]', 'ktpPhoto[]', 'KTPPHOTO', 'ktpPhoto\u0000'])(
    'whose photo is called %j',
    async (name) => {
      await refusedAs('400 UPLOAD_UNEXPECTED', withKtp({ name }));
    },
  );

  it('with a field beside the photos', async () => {
    const field = '--b7f1c0\r\ncontent-disposition: form-data; name="tier"\r\n\r\nPREMIUM\r\n';
    await refusedAs('400 UPLOAD_UNEXPECTED', joined(field, multipart(three())));
  });

  it.each([
    ['with a field name of 100 KB', () => withKtp({ name: 'x'.repeat(100_000) })],
    ['that breaks off', () => multipart(three()).subarray(0, 9_000)],
    ['that is packed', () => gzipSync(multipart(three()))],
    ['that is noise', () => jpeg],
  ])('%s', async (_what, body) => {
    expect(await send(refusedOne, body())).toMatch(/^400 UPLOAD_(UNREADABLE|UNEXPECTED)$/);
    expect(recorder.calls).toEqual([]);
  });

  it.each(['application/json', 'application/octet-stream', 'multipart/mixed; boundary=b7f1c0'])(
    'of the type %s',
    async (type) => {
      const headers = { 'content-type': type };
      await refusedAs('415 UPLOAD_NOT_MULTIPART', multipart(three()), headers);
    },
  );
});
