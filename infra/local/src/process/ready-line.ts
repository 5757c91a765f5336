import type { Session } from './session.ts';

const NAME_WIDTH = 19;
const ADDRESS_WIDTH = 44;

/** Says that something is ready, where, and after how long, in columns. */
export function sayReady(session: Session, name: string, address: string): void {
  const seconds = `${((Date.now() - session.startedAt) / 1000).toFixed(1)} s`;
  session.log(
    `  ${name.padEnd(NAME_WIDTH)} ${withoutPassword(address).padEnd(ADDRESS_WIDTH)} ${seconds.padStart(7)}`,
  );
}

function withoutPassword(address: string): string {
  return address.replace(/\/\/[^@/]*@/, '//…@');
}
