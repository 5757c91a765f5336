import { VA_PREFIXES } from './assumptions.ts';

export type TopUpRole = 'user' | 'driver';

export interface TopUpChannel {
  readonly channel: 'VIRTUAL_ACCOUNT' | 'MODERN_TRADE';
  /** The bank or the store: BCA, ALFAMART, … */
  readonly provider: string;
  /** Digits that start the number; leading zeros count. */
  readonly prefix: string;
}

/** Whose wallet a number pays into. */
export interface TopUpTarget {
  readonly channel: TopUpChannel['channel'];
  readonly provider: string;
  readonly role: TopUpRole;
  /** In KasPro's form, `08…`. */
  readonly mobileNumber: string;
}

export interface TopUpNumbers {
  readonly channels: readonly TopUpChannel[];
  /** The number as a bank or store writes it, spaces and hyphens allowed; undefined when it names nobody. */
  parse(number: string): TopUpTarget | undefined;
  numberFor(channel: TopUpChannel, role: TopUpRole, mobileNumber: string): string;
}

const MOBILE_NUMBER = /^08\d{8,11}$/;
const ENTRY = /^(va|store|role):([A-Za-z0-9_-]+):(\d+)$/;

/**
 * The top-up numbers of one configuration (`KASPRO_VA_PREFIXES`).
 * @throws Error naming the entry when one is unreadable, or when one prefix begins another: a number would have two owners.
 */
export function topUpNumbers(configuration: string = VA_PREFIXES): TopUpNumbers {
  const entries = configuration.split(',').map(readEntry);
  const channels = entries.flatMap(({ kind, name, digits }) =>
    kind === 'role' ? [] : [channelOf(kind, name, digits)],
  );
  const roles: Readonly<Record<TopUpRole, string>> = {
    user: roleDigits(entries, 'user'),
    driver: roleDigits(entries, 'driver'),
  };
  refuseAmbiguous(channels.map(({ prefix }) => prefix));
  refuseAmbiguous(Object.values(roles));
  return {
    channels,
    parse: (number) => parse(number.replaceAll(/[ -]/g, ''), channels, roles),
    numberFor: (channel, role, mobileNumber) => `${channel.prefix}${roles[role]}${mobileNumber}`,
  };
}

const DEFAULT = topUpNumbers();

/** The channels of the assumed configuration. */
export const TOP_UP_CHANNELS: readonly TopUpChannel[] = DEFAULT.channels;

/** Reads a number of the assumed configuration. */
export const parseVirtualAccount = (number: string): TopUpTarget | undefined =>
  DEFAULT.parse(number);

function parse(
  digits: string,
  channels: readonly TopUpChannel[],
  roles: Readonly<Record<TopUpRole, string>>,
): TopUpTarget | undefined {
  const found = channels.find(({ prefix }) => digits.startsWith(prefix));
  if (!found) return undefined;
  const rest = digits.slice(found.prefix.length);
  const role = rest.startsWith(roles.user) ? 'user' : 'driver';
  if (!rest.startsWith(roles[role])) return undefined;
  const mobileNumber = rest.slice(roles[role].length);
  if (!MOBILE_NUMBER.test(mobileNumber)) return undefined;
  return { channel: found.channel, provider: found.provider, role, mobileNumber };
}

interface Entry {
  readonly kind: string;
  readonly name: string;
  readonly digits: string;
}

function readEntry(text: string): Entry {
  const [, kind, name, digits] = ENTRY.exec(text.trim()) ?? [];
  if (!kind || !name || !digits) {
    throw new Error(`KASPRO_VA_PREFIXES: "${text}" is not va|store|role:NAME:DIGITS`);
  }
  return { kind, name, digits };
}

function channelOf(kind: string, provider: string, prefix: string): TopUpChannel {
  return { channel: kind === 'va' ? 'VIRTUAL_ACCOUNT' : 'MODERN_TRADE', provider, prefix };
}

function roleDigits(entries: readonly Entry[], role: TopUpRole): string {
  const found = entries.find(({ kind, name }) => kind === 'role' && name === role);
  if (!found) throw new Error(`KASPRO_VA_PREFIXES: role:${role} is missing`);
  return found.digits;
}

function refuseAmbiguous(prefixes: readonly string[]): void {
  for (const [index, prefix] of prefixes.entries()) {
    const other = prefixes.find((text, at) => at !== index && text.startsWith(prefix));
    if (other) throw new Error(`KASPRO_VA_PREFIXES: ${prefix} begins ${other}`);
  }
}
