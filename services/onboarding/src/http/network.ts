import { isIPv6 } from 'node:net';

/** The half of an IPv6 address that names a network: whoever has one has all addresses of it. */
const NETWORK_GROUPS = 4;
const GROUPS = 8;
const IPV4_IN_IPV6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** What a budget counts an address as: an IPv4 address itself, an IPv6 one as its /64. */
export function networkOf(address: string): string {
  const plain = IPV4_IN_IPV6.exec(address)?.[1] ?? address;
  if (!isIPv6(plain)) return plain;
  // The URL standard's own spelling: lower case, no leading zeros, `::` for the longest row of zeros.
  const [head = '', tail] = new URL(`http://[${plain.replace(/%.*$/, '')}]`).hostname
    .slice(1, -1)
    .split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const zeros = Array.from({ length: GROUPS - before.length - after.length }, () => '0');
  return `${[...before, ...zeros, ...after].slice(0, NETWORK_GROUPS).join(':')}::/64`;
}

function groupsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}
