/**
 * A QRIS code is a list of fields `ID(2) LENGTH(2) VALUE`, and some values are such lists again. It is read by
 * length alone: a value may hold any text, also what looks like the start of another field. It stays a list,
 * because an object would put its numeric keys into another order.
 */
export interface Field {
  /** Two digits. */
  readonly id: string;
  /** 1–99 characters. */
  readonly value: string;
}

const HEAD = /^[0-9]{4}$/;
const HEAD_LENGTH = 4;
const VALUE_LENGTH_MAX = 99;

/** The fields in their order; undefined when the text is not exactly a list of fields, or has one twice. */
export function readFields(text: string): readonly Field[] | undefined {
  const fields: Field[] = [];
  const seen = new Set<string>();
  for (let at = 0; at < text.length;) {
    const field = fieldAt(text, at);
    if (!field || seen.has(field.id)) return undefined;
    seen.add(field.id);
    fields.push(field);
    at += HEAD_LENGTH + field.value.length;
  }
  return fields;
}

function fieldAt(text: string, at: number): Field | undefined {
  const head = text.slice(at, at + HEAD_LENGTH);
  if (!HEAD.test(head)) return undefined;
  const length = Number(head.slice(2));
  const value = text.slice(at + HEAD_LENGTH, at + HEAD_LENGTH + length);
  return length > 0 && value.length === length ? { id: head.slice(0, 2), value } : undefined;
}

/** The text of a list of fields. A value of no or more than 99 characters is a bug of the caller and throws AKT_QRIS_FIELD. */
export const writeFields = (fields: readonly Field[]): string =>
  fields.map((field) => writeField(field)).join('');

function writeField({ id, value }: Field): string {
  if (value.length === 0 || value.length > VALUE_LENGTH_MAX) {
    throw new Error(`AKT_QRIS_FIELD: ${id} has ${value.length} characters`);
  }
  return `${id}${String(value.length).padStart(2, '0')}${value}`;
}

export const valueOf = (fields: readonly Field[], id: string): string | undefined =>
  fields.find((field) => field.id === id)?.value;
