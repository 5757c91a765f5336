import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createCleanPhoto, kindOf } from './clean-photo.ts';

const clean = createCleanPhoto();
const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'green' } });
const SECRET = 'a-secret-that-must-not-go-on';
const jpeg = await canvas(640, 400)
  .withExif({ IFD0: { Copyright: SECRET, ImageDescription: SECRET } })
  .jpeg()
  .toBuffer();
const png = await canvas(64, 40).png().toBuffer();

describe('a photo', () => {
  it.each([
    ['JPEG', jpeg],
    ['PNG', png],
  ])('as %s becomes a JPEG of the same size', async (_kind, bytes) => {
    const { width, height } = await sharp(bytes).metadata();
    const cleaned = await clean(bytes);
    const photo = cleaned.status === 'clean' ? cleaned.photo : Buffer.alloc(0);
    expect(await sharp(photo).metadata()).toMatchObject({ format: 'jpeg', width, height });
  });

  it('loses its metadata, and whatever hides behind its end', async () => {
    const polyglot = Buffer.concat([jpeg, Buffer.from(`PK\u0003\u0004<script>${SECRET}</script>`)]);
    expect(polyglot.includes(SECRET)).toBe(true);
    const cleaned = await clean(polyglot);
    const photo = cleaned.status === 'clean' ? cleaned.photo : Buffer.from(SECRET);
    expect(photo.includes(SECRET)).toBe(false);
    expect((await sharp(photo).metadata()).exif).toBeUndefined();
  });

  it('that was cut off, or is none after its first bytes, is unreadable', async () => {
    const torn = [jpeg, png].map((bytes) => bytes.subarray(0, bytes.length - 40));
    const fake = [jpeg, png].map((bytes) => Buffer.concat([bytes.subarray(0, 8), png]));
    for (const bytes of [...torn, ...fake, jpeg.subarray(0, 3)]) {
      expect(await clean(bytes)).toEqual({ status: 'unreadable' });
    }
  });

  it('of more than 25 megapixels is refused by its head, a bomb of a few bytes too', async () => {
    const before = process.memoryUsage().rss;
    expect(await clean(claiming(5_001, 5_000))).toEqual({ status: 'too-large' });
    expect(await clean(claiming(60_000, 60_000))).toEqual({ status: 'too-large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  it.each(['<svg xmlns="http://www.w3.org/2000/svg"/>', 'GIF89a', '%PDF-1.7', 'RIFF....WEBP', ''])(
    'is not %j',
    async (text) => {
      expect(kindOf(Buffer.from(text))).toBeUndefined();
      expect(await clean(Buffer.from(text))).toEqual({ status: 'not-a-photo' });
    },
  );
});

/** A PNG whose head claims that size, its checksum right. */
function claiming(width: number, height: number): Buffer {
  const bomb = Buffer.from(png);
  bomb.writeUInt32BE(width, 16);
  bomb.writeUInt32BE(height, 20);
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
  return bomb;
}
