import avsc, { type Type } from 'avsc';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UndecodableError } from './errors.ts';
import { avroTypeOf, createReader } from './reader.ts';
import { SCHEMAS, schemaOf } from './schemas.ts';

const SCHEMA_ID = 7;
const schema = JSON.parse(schemaOf('TransferPosted').text);
const posted = createReader(SCHEMA_ID, schemaOf('TransferPosted').text);

/** Any data that fit a schema. */
function arbitraryData(type: Type): fc.Arbitrary<unknown> {
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
  ['boolean', fc.boolean()],
  ['null', fc.constant(null)],
]);

function refusalOf(read: () => unknown): UndecodableError {
  try {
    read();
  } catch (failure) {
    if (failure instanceof UndecodableError) return failure;
    throw failure;
  }
  throw new Error('nothing was refused');
}

describe('a body', () => {
  test.each([...SCHEMAS.keys()])('of %s is read as it was written, whatever the data', (type) => {
    const read = createReader(SCHEMA_ID, schemaOf(type).text);
    fc.assert(
      fc.property(arbitraryData(avroTypeOf(type)), (data) => {
        expect(read(avroTypeOf(type).toBuffer(data))).toEqual({ type, data });
      }),
      { numRuns: 30 },
    );
  });

  test('that is cut, longer or damaged is refused by name, and nothing else is thrown', () => {
    const avro = avroTypeOf('TransferPosted');
    fc.assert(
      fc.property(
        arbitraryData(avro),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        (data, at, byte) => {
          const body = avro.toBuffer(data);
          expect(refusalOf(() => posted(Buffer.concat([body, Buffer.of(byte)]))).code).toBe(
            'BAD_BODY',
          );
          expect(refusalOf(() => posted(body.subarray(0, at % body.length))).code).toBe('BAD_BODY');
          const damaged = Buffer.from(body);
          damaged[at % body.length] = byte;
          try {
            posted(damaged);
          } catch (failure) {
            expect(failure).toBeInstanceOf(UndecodableError);
          }
        },
      ),
    );
  });

  test('that is any bytes at all is read or refused by name', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          expect(posted(Buffer.from(bytes)).type).toBe('TransferPosted');
        } catch (failure) {
          expect(failure).toMatchObject({ code: 'BAD_BODY', schemaId: SCHEMA_ID });
        }
      }),
    );
  });
});

describe('a writer', () => {
  const reread = (writer: object, body: (data: object) => Buffer) => ({
    read: createReader(SCHEMA_ID, JSON.stringify(writer)),
    body,
  });

  test('of an earlier version is read with the defaults of what it did not know', () => {
    const old = {
      ...schema,
      fields: schema.fields.filter(
        ({ name }: { name: string }) => name !== 'partnerReferences' && name !== 'outstanding',
      ),
    };
    const { read } = reread(old, () => Buffer.alloc(0));
    const body = Buffer.concat([
      Buffer.from('\x02e\x02\x02r\x02t', 'latin1'), // eventId e, occurredAt 1, requestId r, transferId t
      Buffer.of(0), // no legs
    ]);
    expect(read(body).data).toEqual({
      eventId: 'e',
      occurredAt: 1,
      requestId: 'r',
      transferId: 't',
      legs: [],
      outstanding: 0n,
      partnerReferences: [],
    });
  });

  test.each([
    ['a record of another name', { ...schema, name: 'Elsewhere' }],
    ['the same name in another namespace', { ...schema, namespace: 'id.other.v1' }],
    ['no record', 'string'],
    ['no Avro', { type: 'teapot' }],
    ['a field of another type', { ...schema, fields: [{ name: 'eventId', type: 'int' }] }],
  ])('that is %s is no event of ours, every time', (_, writer) => {
    const read = createReader(SCHEMA_ID, JSON.stringify(writer));
    for (const attempt of [1, 2]) {
      const refusal = refusalOf(() => read(Buffer.alloc(attempt)));
      expect(refusal).toMatchObject({ code: 'UNKNOWN_EVENT', schemaId: SCHEMA_ID });
    }
  });

  test('that answers with no JSON is refused by name too', () => {
    expect(refusalOf(() => createReader(SCHEMA_ID, '<html>')(Buffer.alloc(1))).code).toBe(
      'UNKNOWN_EVENT',
    );
  });
});
