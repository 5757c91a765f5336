import { parseArgs } from 'node:util';

export interface BenchFlags {
  /** How long rides are started in each row, in seconds. */
  readonly seconds: number;
  /** Rides on their way at once, at most. */
  readonly window: number;
  /** Rides a second of the row that measures latency. */
  readonly rate: number;
}

const USAGE = [
  'npm run bench -- [flags]',
  '  --seconds N   how long rides are started in each row (default 15, at most 600)',
  '  --window N    rides on their way at once (default 500, at most 5000)',
  '  --rate N      rides a second where latency is measured (default 10, at most 1000)',
].join('\n');

/** Reads the flags. Throws on a bad one by its name, with the list of those there are. */
export function parseBenchFlags(args: readonly string[]): BenchFlags {
  const options = {
    seconds: { type: 'string' },
    window: { type: 'string' },
    rate: { type: 'string' },
  } as const;
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true });
    return {
      seconds: whole('seconds', values.seconds ?? '15', 600),
      window: whole('window', values.window ?? '500', 5_000),
      rate: whole('rate', values.rate ?? '10', 1_000),
    };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function whole(flag: string, text: string, max: number): number {
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= max) return Number(text);
  throw new Error(`--${flag} is "${text}"; it is a whole number from 1 to ${max}`);
}
