/** The console may stand still or die: nobody who pays notices. */
import { eventually } from '@angkutan/testkit';
import { readStack } from '@angkutan/local';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ask, consoleUrl, signIn } from './console/browser-session.ts';
import { AFTER_A_FAULT, attach, type Platform, settledRide } from './platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await attach();
});
afterAll(() => platform.detach());

const consolePid = (): number => readStack(inject('e2e').stateDir)?.console.pid ?? 0;

describe('a console that is away', () => {
  it('is not missed by who pays while it stands still', async () => {
    const pid = consolePid();
    process.kill(pid, 'SIGSTOP');
    try {
      await settledRide(platform);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    expect(consolePid()).toBe(pid);
  });

  it('comes back once it was killed, and tells the story of what was paid meanwhile', async () => {
    const before = consolePid();
    process.kill(before, 'SIGKILL');
    const rideId = await settledRide(platform);
    await eventually(() => consolePid() !== before, AFTER_A_FAULT);
    const token = await platform.stack.token({ sub: 'sre-away', role: 'ops' });
    const { cookie } = await eventually(() => signIn(token), AFTER_A_FAULT);
    await eventually(async () => {
      const { status, body } = await ask(cookie, `/api/stories?q=${rideId}`);
      const titles = (status === 200 ? body.steps : []).map(({ title }: Step) => title);
      return titles.includes('PaymentSettled');
    }, AFTER_A_FAULT);
    expect(consoleUrl()).toMatch(/^http/);
  });
});

interface Step {
  readonly title: string;
}
