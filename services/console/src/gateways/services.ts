/** How the console reaches the services: their own HTTP, with the token of whoever asks. */
import type { Instance, Operations } from '../domain/state.ts';

const LOOK_MAX_MS = 3_000;

export interface ServiceAddress {
  readonly name: string;
  readonly urls: readonly string[];
}

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
