import mongoose from 'mongoose';

/** The bytes of a binary field, however the driver was told to answer it. */
export function bytesOf(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof mongoose.mongo.Binary) return Buffer.from(value.value());
  throw new TypeError('AKT_NOT_BINARY: a stored field is not binary');
}
