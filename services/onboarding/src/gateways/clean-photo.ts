import sharp from 'sharp';
import type { CleanedPhoto, CleanPhoto } from '../domain/ports.ts';

/** 25 megapixels: what phones take; a bomb of a few kilobytes claims thousands. */
export const PHOTO_PIXELS_MAX = 25_000_000;
/** Wide enough for OCR of a card that fills the picture: 600 dots an inch. */
const SIDE_MAX_PX = 2_000;
const JPEG_QUALITY = 88;

// Nothing of a picture stays in libvips' own cache, and one thread works on each.
sharp.cache(false);
sharp.concurrency(1);

type Kind = 'jpeg' | 'png';

const STARTS: readonly (readonly [Kind, Buffer])[] = [
  ['jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
];

/** JPEG or PNG by the first bytes, whatever the name or the type says; no other decoder is let near. */
export function kindOf(head: Buffer): Kind | undefined {
  return STARTS.find(([, start]) => head.subarray(0, start.length).equals(start))?.[0];
}

/**
 * Makes the one that re-encodes photos: one at a time, the others wait in line. Unpacking 25
 * megapixels takes up to 120 MB, of which the allocator keeps a part for each that ran at once.
 */
export function createCleanPhoto(): CleanPhoto {
  let before: Promise<unknown> = Promise.resolve();
  return async (bytes) => {
    const cleaned = before.then(() => clean(bytes));
    // The next one waits for it, and keeps nothing of it.
    before = cleaned.then(noPhoto, noPhoto);
    return cleaned;
  };
}

async function clean(bytes: Buffer): Promise<CleanedPhoto> {
  const kind = kindOf(bytes);
  if (!kind) return { status: 'not-a-photo' };
  // The head alone: nothing is unpacked yet.
  const head = await sharp(bytes, { limitInputPixels: false }).metadata().catch(unreadable);
  if (head?.format !== kind) return { status: 'unreadable' };
  if (head.width * head.height > PHOTO_PIXELS_MAX) return { status: 'too-large' };
  const input = { limitInputPixels: PHOTO_PIXELS_MAX, failOn: 'warning', pages: 1 } as const;
  const photo = await sharp(bytes, input)
    .autoOrient()
    .resize({ width: SIDE_MAX_PX, height: SIDE_MAX_PX, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: 'white' })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer()
    .catch(unreadable);
  return photo ? { status: 'clean', photo } : { status: 'unreadable' };
}

function noPhoto(): void {}

// libvips' words may quote the file; the sender needs to know only that it is broken.
function unreadable(): undefined {
  return undefined;
}
