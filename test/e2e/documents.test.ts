import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { servedDocuments } from './served-documents.ts';

const REFERENCE = join(import.meta.dirname, '../../docs/reference');

const served = await servedDocuments();

describe('the OpenAPI document that a service serves', () => {
  it.each(served)(
    'of $service is the one in docs/reference (new: delete the file and run again)',
    async ({ service, document }) => {
      await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(
        join(REFERENCE, `${service}.openapi.json`),
      );
    },
  );

  it('is there for every service, and docs/reference has no other', async () => {
    const files = (await readdir(REFERENCE)).filter((name) => name.endsWith('.openapi.json'));
    const services = served.map(({ service }) => `${service}.openapi.json`);
    expect(files.toSorted()).toEqual(services.toSorted());
  });
});

describe('the page for people', () => {
  it.each(served)('of $service shows every operation, and needs no other host', async (one) => {
    const answer = await fetch(`${one.url}/docs`);
    const page = await answer.text();
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
    for (const [path, methods] of Object.entries(one.document.paths)) {
      for (const method of Object.keys(methods)) {
        expect(page).toContain(`${method.toUpperCase()} ${path}`);
      }
    }
    expect(page).not.toMatch(/<script|(?:src|href)="(?!\/openapi\.json")|url\(|https?:\/\//);
  });
});
