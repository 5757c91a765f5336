import { isUtf8 } from 'node:buffer';
import avsc, { type Type } from 'avsc';

/** Measures one value in a body: answers where the next begins, or throws. */
type Measure = (body: Buffer, at: number) => number;

const NOTHING: Measure = (_, at) => at;
const INT_BYTES_MAX = 5;
const LONG_BYTES_MAX = 10;

/**
 * Checks that bytes are exactly one value of the writer's type, before the Avro library reads them.
 * That library trusts what it reads: a count of 2^31 in a 20-byte body keeps it busy for minutes, bytes past the end
 * read as nothing, and broken UTF-8 becomes other text. One such message would stop a partition.
 * @returns a check that throws an Error saying what is wrong.
 */
export function bodyShapeOf(writer: Type): (body: Buffer) => void {
  const measure = measureOf(writer, new Map());
  return (body) => {
    const end = measure(body, 0);
    if (end !== body.length) throw new Error(`${body.length - end} bytes too many`);
  };
}

function measureOf(type: Type, known: Map<Type, Measure>): Measure {
  const before = known.get(type);
  if (before !== undefined) return before;
  let measure: Measure = NOTHING;
  // A type may contain itself: whoever asks for it meanwhile gets this, which looks the measure up when it is used.
  known.set(type, (body, at) => measure(body, at));
  measure = newMeasure(type, known);
  return measure;
}

function newMeasure(type: Type, known: Map<Type, Measure>): Measure {
  const { RecordType, ArrayType, MapType, FixedType, UnwrappedUnionType, WrappedUnionType } =
    avsc.types;
  if (type instanceof RecordType) {
    return sequence(type.fields.map((field) => measureOf(field.type, known)));
  }
  if (type instanceof ArrayType) return blocks(measureOf(type.itemsType, known));
  if (type instanceof MapType) return blocks(sequence([text, measureOf(type.valuesType, known)]));
  if (type instanceof FixedType) return fixed(type.size);
  if (type instanceof UnwrappedUnionType || type instanceof WrappedUnionType) {
    return union(type.types.map((branch) => measureOf(branch, known)));
  }
  return scalar(type.typeName);
}

function scalar(typeName: string): Measure {
  switch (typeName) {
    case 'null':
      return NOTHING;
    case 'boolean':
      return fixed(1);
    case 'float':
      return fixed(4);
    case 'double':
      return fixed(8);
    case 'bytes':
      return bytes;
    case 'string':
      return text;
    case 'int':
    case 'enum':
      return (body, at) => number(body, at, INT_BYTES_MAX);
    case 'long':
    case 'abstract:long':
      return (body, at) => number(body, at, LONG_BYTES_MAX);
    default:
      throw new Error(`no measure for Avro type ${typeName}`);
  }
}

const sequence =
  (parts: readonly Measure[]): Measure =>
  (body, at) => {
    let next = at;
    for (const part of parts) next = part(body, next);
    return next;
  };

const fixed =
  (size: number): Measure =>
  (body, at) =>
    within(body, at + size);

const union =
  (branches: readonly Measure[]): Measure =>
  (body, at) => {
    const branch = branches[valueOf(body, at)];
    if (branch === undefined) throw new Error(`no such union branch at byte ${at}`);
    return branch(body, number(body, at, LONG_BYTES_MAX));
  };

const blocks =
  (item: Measure): Measure =>
  (body, at) => {
    let next = at;
    for (;;) {
      const count = valueOf(body, next);
      next = number(body, next, LONG_BYTES_MAX);
      if (count === 0) return next;
      // A negative count is followed by the size of the block in bytes.
      if (count < 0) next = number(body, next, LONG_BYTES_MAX);
      // Every item of ours takes a byte or more, so a larger count is a lie.
      if (Math.abs(count) > body.length - next) throw new Error(`${count} items cannot follow`);
      for (let left = Math.abs(count); left > 0; left -= 1) next = item(body, next);
    }
  };

function bytes(body: Buffer, at: number): number {
  const size = valueOf(body, at);
  if (size < 0) throw new Error(`a length below zero at byte ${at}`);
  return within(body, number(body, at, LONG_BYTES_MAX) + size);
}

function text(body: Buffer, at: number): number {
  const end = bytes(body, at);
  const start = number(body, at, LONG_BYTES_MAX);
  for (let index = start; index < end; index += 1) {
    // Ids are ASCII; only text that is not is worth the slower check.
    if ((body[index] ?? 0) > 0x7f) {
      if (isUtf8(body.subarray(start, end))) return end;
      throw new Error(`broken UTF-8 at byte ${index}`);
    }
  }
  return end;
}

/** Where the number ends. Longer than its type allows, or cut off, it is refused. */
function number(body: Buffer, at: number, bytesMax: number): number {
  for (let next = at; next < at + bytesMax; next += 1) {
    const byte = body[next];
    if (byte === undefined) throw new Error('the body ends early');
    if (byte < 0x80) return next + 1;
  }
  throw new Error(`a number of more than ${bytesMax} bytes at byte ${at}`);
}

/** The value of a zigzag number. Past 2^53 it is only near, which is enough to refuse it as a size. */
function valueOf(body: Buffer, at: number): number {
  let value = 0;
  let scale = 1;
  const end = number(body, at, LONG_BYTES_MAX);
  for (let index = at; index < end; index += 1) {
    value += ((body[index] ?? 0) & 0x7f) * scale;
    scale *= 0x80;
  }
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

function within(body: Buffer, end: number): number {
  if (end > body.length) throw new Error('the body ends early');
  return end;
}
