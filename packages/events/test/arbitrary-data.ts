import avsc, { type Type } from 'avsc';
import fc from 'fast-check';

/** Any data that fit a schema: a source for property tests. */
export function arbitraryData(type: Type): fc.Arbitrary<unknown> {
  const { RecordType, ArrayType, UnwrappedUnionType } = avsc.types;
  if (type instanceof RecordType) {
    return fc.record(
      Object.fromEntries(type.fields.map((field) => [field.name, arbitraryData(field.type)])),
      { noNullPrototype: true },
    );
  }
  if (type instanceof ArrayType) return fc.array(arbitraryData(type.itemsType), { maxLength: 4 });
  if (type instanceof UnwrappedUnionType) {
    return fc.oneof(...type.types.map((branch) => arbitraryData(branch)));
  }
  const scalar = SCALARS.get(type.typeName);
  if (scalar === undefined) throw new Error(`no data for ${type.typeName}`);
  return scalar;
}

const SCALARS: ReadonlyMap<string, fc.Arbitrary<unknown>> = new Map<string, fc.Arbitrary<unknown>>([
  ['string', fc.string({ unit: 'binary' })],
  ['abstract:long', fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  ['long', fc.integer({ min: 0, max: 8_640_000_000_000_000 })],
  ['int', fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })],
  ['bytes', fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes))],
  ['null', fc.constant(null)],
]);
