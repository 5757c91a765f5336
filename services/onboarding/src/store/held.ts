import { mongo } from 'mongoose';
import type { Held } from '../domain/personal-data.ts';
import type { CustomerRow } from './rows.ts';

/** Fields that say when what lies beside and below them came. */
const DATES = ['readAt', 'at', 'since'] as const;
/** Keyed hashes: whoever has the key can tell whether a number or a NIK is there. */
const HASHES = new Set(['phoneHash', 'nikHash']);
/** Of the key itself nothing is held in a person's sense. */
const KEY = 'dataKey';

/**
 * What a row holds of a person: every sealed field and every keyed hash that is found in it, so that
 * a field added one day cannot be forgotten here. The date nearest above a field is since when.
 */
export function heldIn(row: CustomerRow): readonly Held[] {
  const start = dateIn(row.identity) ?? row.roles[0]?.since ?? row.registration?.since;
  const found = fieldsIn(row, '', start ?? new Date(0));
  const byDate = Map.groupBy(found, ({ since }) => since.getTime());
  return [...byDate]
    .toSorted(([a], [b]) => a - b)
    .map(([at, fields]) => ({ since: new Date(at), fields: fields.map(({ path }) => path) }));
}

interface Found {
  readonly path: string;
  readonly since: Date;
}

function fieldsIn(value: object, under: string, inherited: Date): readonly Found[] {
  const since = dateIn(value) ?? inherited;
  return Object.entries(value).flatMap(([name, item]) => {
    const path = under === '' ? name : `${under}.${name}`;
    const isHeld = (item instanceof mongo.Binary && name !== KEY) || HASHES.has(name);
    if (isHeld) return [{ path, since }];
    const isInner = isObject(item) && !(item instanceof mongo.Binary || item instanceof Date);
    return isInner ? fieldsIn(item, path, since) : [];
  });
}

function dateIn(value: object): Date | undefined {
  const dates = new Map<string, unknown>(Object.entries(value));
  return DATES.map((name) => dates.get(name)).find((date) => date instanceof Date);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
