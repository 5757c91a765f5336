import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { route, text, z } from '../src/index.ts';
import { ask, type Served, served } from './served.ts';

const body = z.strictObject({ note: text(20) });
const noted = (path: `/v1/${string}`, schema: z.ZodType<{ note: string } | undefined>) =>
  route({
    method: 'post',
    path,
    operationId: path.slice('/v1/'.length),
    summary: 'Keeps a note',
    roles: 'public',
    body: schema,
    answers: { 200: { description: 'Kept' } },
    handle: (request) => ({ status: 200, body: { note: request.body?.note ?? 'none' } }),
  });

let app: Served;
beforeAll(async () => {
  app = await served([noted('/v1/remarks', body.optional()), noted('/v1/notes', body)]);
});
afterAll(() => app.close());

const post = (name: string, json?: object) =>
  ask(`${app.url}/v1/${name}`, json ? { json } : { method: 'POST' });

describe('a body', () => {
  it('may be absent where the schema is optional, and is checked where it is there', async () => {
    expect((await post('remarks')).body).toEqual({ note: 'none' });
    expect((await post('remarks', { note: 'ok' })).body).toEqual({ note: 'ok' });
    expect((await post('remarks', { other: 'ok' })).body.code).toBe('INVALID_REQUEST');
  });

  it('is needed everywhere else, and the document says which is which', async () => {
    expect((await post('notes')).status).toBe(400);
    const { paths } = (await ask(`${app.url}/openapi.json`)).body;
    expect(paths['/v1/remarks'].post.requestBody.required).toBe(false);
    expect(paths['/v1/notes'].post.requestBody.required).toBe(true);
  });
});
