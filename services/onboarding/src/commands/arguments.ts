import { parseArgs } from 'node:util';

const USAGE = `npm run personal-data -- rotate-master-key
npm run personal-data -- erase --customer ID --actor WHO --reason TEXT
npm run personal-data -- destroy-due --actor WHO
npm run personal-data -- report [--customer ID] [--from DATE] [--to DATE] [--csv | --json]`;

/** The command cannot be understood. The message names what is missing or wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface ReportAsked {
  readonly customerId?: string;
  /** The time in question; open ends where not given. */
  readonly from?: Date;
  readonly to?: Date;
  readonly form: 'table' | 'csv' | 'json';
}

export type Asked =
  | { readonly command: 'rotate-master-key' }
  | {
      readonly command: 'erase';
      readonly customerId: string;
      readonly actor: string;
      readonly reason: string;
    }
  | { readonly command: 'destroy-due'; readonly actor: string }
  | ({ readonly command: 'report' } & ReportAsked);

type Flags = Readonly<Record<string, unknown>>;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const FLAGS = {
  'rotate-master-key': {},
  erase: { customer: text, actor: text, reason: text },
  'destroy-due': { actor: text },
  report: { customer: text, from: text, to: text, csv: flag, json: flag },
} as const;

/** @throws {UsageError} with the usage below what is wrong */
export function readArguments([command = '', ...rest]: readonly string[]): Asked {
  switch (command) {
    case 'rotate-master-key':
      flagsOf(command, rest);
      return { command };
    case 'erase': {
      const flags = flagsOf(command, rest);
      const [customerId, actor] = [needed(flags, 'customer'), needed(flags, 'actor')];
      return { command, customerId, actor, reason: needed(flags, 'reason') };
    }
    case 'destroy-due':
      return { command, actor: needed(flagsOf(command, rest), 'actor') };
    case 'report':
      return { command, ...reportOf(flagsOf(command, rest)) };
    default:
      throw wrong(command === '' ? 'the command is missing' : `there is no command "${command}"`);
  }
}

function flagsOf(command: keyof typeof FLAGS, args: string[]): Flags {
  try {
    return parseArgs({ args, options: FLAGS[command], strict: true }).values;
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function needed(flags: Flags, name: string): string {
  const value = flags[name];
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw wrong(`--${name} is missing`);
}

function reportOf(flags: Flags): ReportAsked {
  const { customer } = flags;
  const [from, to] = [dateIn(flags, 'from'), dateIn(flags, 'to')];
  if (from && to && from > to) throw wrong('--from is later than --to');
  const period = { ...(from && { from }), ...(to && { to }) };
  const whom = typeof customer === 'string' ? { customerId: customer } : {};
  return { form: formOf(flags), ...whom, ...period };
}

function formOf({ csv, json }: Flags): ReportAsked['form'] {
  if (csv && json) throw wrong('--csv and --json are two forms; choose one');
  if (csv) return 'csv';
  return json ? 'json' : 'table';
}

function dateIn(flags: Flags, name: string): Date | undefined {
  const value = flags[name];
  if (typeof value !== 'string') return undefined;
  const date = new Date(value);
  const readable = /^\d{4}-\d{2}-\d{2}(T.+)?$/.test(value) && !Number.isNaN(date.getTime());
  if (!readable) throw wrong(`--${name} is not a date such as 2026-11-22 or 2026-11-22T07:00:00Z`);
  return date;
}

function wrong(what: string): UsageError {
  return new UsageError(`${what}\n\n${USAGE}`);
}
