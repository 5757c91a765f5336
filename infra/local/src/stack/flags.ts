import { parseArgs, type ParseArgsConfig } from 'node:util';
import { MIXES, type Mix } from '../demo/mix.ts';
import { messageOf } from '../process/until.ts';

export interface StartFlags {
  readonly ridesPerSecond: number;
  /** Stop after so many rides are final; undefined: play until Ctrl-C. */
  readonly rides: number | undefined;
  readonly mix: Mix;
  readonly demo: boolean;
  readonly instances: number;
  readonly fresh: boolean;
}

const RIDES_PER_SECOND = 2;
const RIDES_PER_SECOND_MAX = 1_000;
const RIDES_MAX = 1_000_000;
const INSTANCES_MAX = 8;

const OPTIONS = {
  'rides-per-second': { type: 'string' },
  rides: { type: 'string' },
  mix: { type: 'string' },
  'no-demo': { type: 'boolean' },
  instances: { type: 'string' },
  fresh: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

const USAGE = [
  'npm start -- [flags]',
  `  --rides-per-second N   rides played each second (default ${RIDES_PER_SECOND})`,
  '  --rides N              stop after N rides are final, check the books and print the totals',
  '  --mix rides|all        rides alone, or all the ways in which money moves (default all)',
  '  --no-demo              play no rides',
  '  --instances N          of each service (default 1)',
  '  --fresh                forget the data of earlier runs',
].join('\n');

/** Reads the flags of `npm start`. Throws on a bad one by its name, with the list of those there are. */
export function parseStartFlags(args: readonly string[]): StartFlags {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true });
    const { rides, instances } = values;
    return {
      ridesPerSecond: number(
        'rides-per-second',
        values['rides-per-second'] ?? `${RIDES_PER_SECOND}`,
        RIDES_PER_SECOND_MAX,
      ),
      rides: rides === undefined ? undefined : whole('rides', rides, RIDES_MAX),
      mix: mixOf(values.mix ?? 'all'),
      demo: !values['no-demo'],
      instances: instances === undefined ? 1 : whole('instances', instances, INSTANCES_MAX),
      fresh: values.fresh ?? false,
    };
  } catch (error) {
    throw new Error(`${messageOf(error)}\n\n${USAGE}`);
  }
}

function mixOf(text: string): Mix {
  const mix = MIXES.find((one) => one === text);
  if (mix) return mix;
  throw new Error(`--mix is "${text}"; it is ${MIXES.join(' or ')}`);
}

function number(flag: string, text: string, max: number): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (value > 0 && value <= max) return value;
  throw new Error(`--${flag} is "${text}"; it is a number above 0 and at most ${max}`);
}

function whole(flag: string, text: string, max: number): number {
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= max) return Number(text);
  throw new Error(`--${flag} is "${text}"; it is a whole number from 1 to ${max}`);
}
