/** How the console reaches the services: their own HTTP, with the token of whoever asks. */
import type { Instance, Operations, ServiceAddress } from '../domain/state.ts';
import type { Step } from '../domain/story.ts';

const LOOK_MAX_MS = 3_000;
const STORY_IDS_MAX = 50;

/** What an instance says of itself; one that does not answer is not reachable, which is an answer too. */
export async function lookAtInstance(url: string, token: string): Promise<Instance> {
  try {
    const response = await fetch(`${url}/v1/operations`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(LOOK_MAX_MS),
    });
    if (!response.ok) return { url, reachable: false };
    const operations: Operations = JSON.parse(await response.text());
    return { url, reachable: true, operations };
  } catch {
    return { url, reachable: false };
  }
}

/** What every service did about these ids. One that does not answer leaves a gap, told as a step of its own. */
export const storySteps =
  (addresses: readonly ServiceAddress[]) =>
  async (ids: readonly string[], token: string): Promise<readonly Step[]> => {
    const query = ids.slice(0, STORY_IDS_MAX).map((id) => `id=${encodeURIComponent(id)}`);
    const asked = addresses.map(async ({ name, urls: [url = ''] }): Promise<readonly Step[]> => {
      try {
        const response = await fetch(`${url}/v1/operations/story?${query.join('&')}`, {
          headers: { authorization: `Bearer ${token}` },
          signal: AbortSignal.timeout(LOOK_MAX_MS),
        });
        if (!response.ok) return [];
        const steps: readonly Omit<Step, 'service'>[] = JSON.parse(await response.text());
        return steps.map((step) => ({ ...step, service: name }));
      } catch {
        const at = new Date().toISOString();
        return [{ at, kind: 'call', service: name, title: 'NOT_REACHABLE', facts: {} }];
      }
    });
    return (await Promise.all(asked)).flat();
  };
