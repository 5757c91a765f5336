import avsc, { type Type } from 'avsc';

/** Amounts are bigint, so that none is rounded, or refused above 2^53. */
const AMOUNT = avsc.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeBigInt64LE(value);
    return bytes;
  },
  fromJSON: (value: number) => BigInt(value),
  toJSON: (value: bigint) => Number(value),
  isValid: (value: unknown) => typeof value === 'bigint' && BigInt.asIntN(64, value) === value,
  compare: (a: bigint, b: bigint) => Number(a > b) - Number(a < b),
});

/** Times are numbers of milliseconds: they never come near 2^53, and clocks speak in numbers. */
const MILLISECONDS = new avsc.types.LongType();

/** The one policy for 64-bit numbers, whichever of its spellings a schema uses for `long`. */
function longPolicy(schema: unknown): Type | undefined {
  if (schema === 'long') return AMOUNT;
  if (typeof schema !== 'object' || schema === null || !('type' in schema)) return undefined;
  if (schema.type !== 'long') return undefined;
  return 'logicalType' in schema && schema.logicalType === 'timestamp-millis'
    ? MILLISECONDS
    : AMOUNT;
}

/** Compiles a schema into its codec; throws where the text is no Avro schema. */
export const compile = (schema: string): Type =>
  avsc.Type.forSchema(JSON.parse(schema), { typeHook: longPolicy, omitRecordMethods: true });
