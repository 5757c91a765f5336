import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attach, type Platform } from './platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await attach();
});
afterAll(() => platform.detach());

describe('the OpenAPI document that a service serves', () => {
  it.each(['onboarding', 'wallet', 'payments', 'cash-out'] as const)(
    'of %s is the one in docs/reference (new: delete the file and run again)',
    async (service) => {
      const url = platform.stack.services[service][0]?.url;
      const answer = await fetch(`${url}/openapi.json`);
      const document = JSON.stringify(await answer.json(), null, 2);
      await expect(`${document}\n`).toMatchFileSnapshot(
        `../../docs/reference/${service}.openapi.json`,
      );
    },
  );
});
