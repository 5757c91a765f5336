import { FIELDS } from './photos.ts';

export interface Part {
  readonly name: string;
  readonly filename?: string;
  readonly type?: string;
  readonly bytes: Buffer | string;
}

const BOUNDARY = 'b7f1c0';
export const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;

/** A body of such parts, as written, whatever a browser would make of them. */
export function multipart(parts: readonly Part[]): Buffer {
  const pieces = parts.flatMap(({ name, filename = 'photo.jpg', type = 'image/jpeg', bytes }) => [
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"; filename="${filename}"\r\n`,
    `content-type: ${type}\r\n\r\n`,
    bytes,
    '\r\n',
  ]);
  return Buffer.concat([...pieces, `--${BOUNDARY}--\r\n`].map((piece) => Buffer.from(piece)));
}

/** The three photos, one of them changed. */
export function photosWith(photo: Buffer, ktp: Partial<Part> = {}): readonly Part[] {
  return FIELDS.map((name) => ({ name, bytes: photo, ...(name === 'ktpPhoto' ? ktp : {}) }));
}
