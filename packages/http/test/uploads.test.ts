import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problem, route, z } from '../src/index.ts';
import { ask, type Served, served } from './served.ts';
import { trickle } from './trickle.ts';

const FILE_MAX_BYTES = 100_000;
const held = new Map<string, PromiseWithResolvers<void>>();

const PACE = { bytesMin: 1, everyMs: 5_000 };
const upload = (path: `/v1/${string}/{id}`, timeMaxMs: number, pace = PACE) =>
  route({
    method: 'post',
    path,
    operationId: path.replaceAll(/\W/g, ''),
    summary: 'Takes two files',
    roles: 'public',
    idempotent: 'optional',
    upload: {
      files: ['one', 'two'],
      fileMaxBytes: FILE_MAX_BYTES,
      timeMaxMs,
      pace,
      parallelMax: 2,
      types: ['text/plain'],
      accepts: (head) => head.toString('latin1').startsWith('ok'),
      async admit({ params }) {
        return params.id === 'foreign' ? problem('NOT_FOUND') : undefined;
      },
    },
    answers: { 200: { description: 'Sizes', schema: z.object({ one: z.int(), two: z.int() }) } },
    async handle({ files, params }) {
      const waiting = params.id.startsWith('held') ? Promise.withResolvers<void>() : undefined;
      if (waiting) held.set(params.id, waiting);
      await waiting?.promise;
      const [one, two] = [files['one']?.length, files['two']?.length];
      return { status: 200, body: { one, two } };
    },
  });

let site: Served;
beforeAll(async () => {
  site = await served([
    upload('/v1/files/{id}', 5_000),
    upload('/v1/late/{id}', 300),
    upload('/v1/slow/{id}', 60_000, { bytesMin: 100, everyMs: 300 }),
  ]);
});
afterAll(() => site.close());

const text = (size: number, start = 'ok') => start + '.'.repeat(size - start.length);

function form(files: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, content] of Object.entries(files)) data.append(name, new Blob([content]), name);
  return data;
}

async function send(body: FormData, path = '/v1/files/a', headers: Record<string, string> = {}) {
  const options = { method: 'POST', body, headers: { connection: 'close', ...headers } };
  const response = await fetch(site.url + path, options);
  const read = JSON.parse(await response.text());
  return { status: response.status, code: read.code, body: read, headers: response.headers };
}

describe('an upload', () => {
  it('hands over the files that it names, up to the limit', async () => {
    const answer = await send(form({ two: text(7), one: text(FILE_MAX_BYTES) }));
    expect(answer).toMatchObject({ status: 200, body: { one: FILE_MAX_BYTES, two: 7 } });
  });

  it.each([
    [
      'a file over the limit',
      { one: text(FILE_MAX_BYTES + 1), two: text(7) },
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'more than all files may have',
      { one: text(9 * FILE_MAX_BYTES), two: text(7) },
      413,
      'BODY_TOO_LARGE',
    ],
    ['a file of another kind', { one: text(9, 'no'), two: text(7) }, 415, 'UPLOAD_TYPE_REFUSED'],
    ['an empty file', { one: '', two: text(7) }, 415, 'UPLOAD_TYPE_REFUSED'],
    ['a file missing', { one: text(7) }, 400, 'UPLOAD_UNEXPECTED'],
    [
      'a file that is not asked for',
      { one: text(7), two: text(7), x: 'ok' },
      400,
      'UPLOAD_UNEXPECTED',
    ],
    [
      'a file named like a prototype',
      { one: text(7), ['__proto__']: 'ok' },
      400,
      'UPLOAD_UNEXPECTED',
    ],
  ])('with %s is refused', async (_what, files, status, code) => {
    expect(await send(form(files))).toMatchObject({ status, code });
  });

  it('with a file twice, or a field beside the files, is refused', async () => {
    const twice = form({ one: text(7), two: text(7) });
    twice.append('one', new Blob([text(8)]), 'again');
    expect((await send(twice)).code).toBe('UPLOAD_UNEXPECTED');
    const field = form({ one: text(7), two: text(7) });
    field.append('role', 'ops');
    expect((await send(field)).code).toBe('UPLOAD_UNEXPECTED');
  });

  it('that is no multipart, or has no boundary, or ends early, is refused', async () => {
    expect(await ask(`${site.url}/v1/files/a`, { json: {} })).toMatchObject({ status: 415 });
    const path = `${site.url}/v1/files/a`;
    for (const type of ['multipart/form-data; charset=x', 'multipart/form-data; boundary=b']) {
      const headers = { 'content-type': type };
      const answer = await ask(path, { method: 'POST', body: '--b\r\nbroken', headers });
      expect([answer.status, answer.body.code]).toEqual([400, 'UPLOAD_UNREADABLE']);
    }
  });

  it('that may not be is refused before its files are read', async () => {
    const wrong = form({ one: text(9, 'no'), two: text(7) });
    expect(await send(wrong, '/v1/files/foreign')).toMatchObject({ status: 404 });
  });

  it('under one key is answered once, and other files under it are refused', async () => {
    const headers = { 'idempotency-key': 'k1' };
    await send(form({ one: text(7), two: text(7) }), '/v1/files/a', headers);
    const again = await send(form({ one: text(7), two: text(7) }), '/v1/files/a', headers);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    const other = await send(form({ one: text(8), two: text(7) }), '/v1/files/a', headers);
    expect(other).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('beyond those held at once, or beside one to the same address, is refused for now', async () => {
    const files = () => form({ one: text(7), two: text(7) });
    const first = [send(files(), '/v1/files/held1'), send(files(), '/v1/files/held2')];
    await expect.poll(() => held.size).toBe(2);
    const full = await send(files(), '/v1/files/a');
    expect([full.status, full.code, full.headers.get('retry-after')]).toEqual([
      503,
      'UPLOADS_FULL',
      '2',
    ]);
    held.get('held1')?.resolve();
    await Promise.any(first);
    expect((await send(files(), '/v1/files/held2')).code).toBe('UPLOADS_FULL');
    expect((await send(files(), '/v1/files/a')).status).toBe(200);
    held.get('held2')?.resolve();
    await Promise.all(first);
  });

  it.each([
    ['within its pace but over its time', 'late'],
    ['below its pace long before its time', 'slow'],
  ])('of a byte now and then, %s, is cut off and gives its place back', async (_what, path) => {
    const drips = Array.from({ length: 2 }, (_, i) => drip(`/v1/${path}/${i}`));
    expect(await Promise.all(drips)).toEqual([408, 408]);
    expect((await send(form({ one: text(7), two: text(7) }), `/v1/${path}/a`)).status).toBe(200);
  });

  it('that keeps its pace is read to its end', async () => {
    const files = Buffer.from(await new Response(form({ one: text(300), two: text(300) })).bytes());
    const [boundary = ''] = files.toString('latin1').split('\r\n');
    const answered = trickle(`${site.url}/v1/slow/b`, {
      boundary: boundary.slice(2),
      files,
      stepBytes: 40,
    });
    expect(await answered).toBe(200);
  });

  it('is documented with its files', async () => {
    const { body } = await ask(`${site.url}/openapi.json`);
    const { content } = body.paths['/v1/files/{id}'].post.requestBody;
    const { schema } = content['multipart/form-data'];
    expect(schema.required).toEqual(['one', 'two']);
    expect(schema.properties.one.format).toBe('binary');
  });
});

/** Sends a byte every now and then for as long as it is let; answers the status. */
const drip = (path: string) =>
  trickle(site.url + path, { boundary: 'b', files: Buffer.alloc(10_000, '-'), stepBytes: 1 });
