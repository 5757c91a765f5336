import { crc32 } from 'node:zlib';
import sharp from 'sharp';

export const PHOTO_MAX_BYTES = 5 * 1024 * 1024;
const COMMENT_MAX_BYTES = 65_533;

/** A progressive JPEG of 25 megapixels and exactly 5 MB: the most that memory can be asked for. */
export async function maximalPhoto(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 12 } as const;
  const create = { width: 5_000, height: 5_000, channels: 3, background: 'grey', noise } as const;
  const jpeg = await sharp({ create }).jpeg({ quality: 40, progressive: true }).toBuffer();
  return padded(jpeg, PHOTO_MAX_BYTES);
}

/** The same JPEG, with comments after its head until it has that size. */
export function padded(jpeg: Buffer, size: number): Buffer {
  const comments: Buffer[] = [];
  for (let left = size - jpeg.length; left > 0;) {
    const comment = Buffer.alloc(Math.max(Math.min(left, COMMENT_MAX_BYTES + 2), 4), '.');
    comment.writeUInt16BE(0xff_fe, 0);
    comment.writeUInt16BE(comment.length - 2, 2);
    comments.push(comment);
    left -= comment.length;
  }
  return Buffer.concat([jpeg.subarray(0, 2), ...comments, jpeg.subarray(2)]);
}

/** The same JPEG, whose frame header claims 65,500 × 65,500 pixels. */
export function jpegBomb(jpeg: Buffer): Buffer {
  const bomb = Buffer.from(jpeg);
  const frame = bomb.indexOf(Buffer.from([0xff, 0xc0]));
  bomb.writeUInt16BE(65_500, frame + 5);
  bomb.writeUInt16BE(65_500, frame + 7);
  return bomb;
}

/** The same PNG, whose head claims 60,000 × 60,000 pixels with the right checksum. */
export function pngBomb(png: Buffer): Buffer {
  const bomb = Buffer.from(png);
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
  return bomb;
}
