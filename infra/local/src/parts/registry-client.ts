import { until, type Patience } from '../process/until.ts';

const ANSWER_WITHIN_MS = 2_000;

/** Waits until the registry lists its subjects over the Confluent API. */
export async function untilRegistryAnswers(
  url: string,
  patience: Omit<Patience, 'what'>,
): Promise<void> {
  const ask = async (): Promise<true | undefined> => {
    const answer = await fetch(`${url}/subjects`, {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await answer.arrayBuffer();
    return answer.ok ? true : undefined;
  };
  await until(ask, { what: `The schema registry at ${url} answers`, ...patience });
}
