import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The first byte, so that another key or cipher can come without breaking what is stored. */
const FORMAT = 1;

/** What was sealed does not open: another key, another context, or changed bytes. */
export class UnsealableError extends Error {
  override readonly name = 'UnsealableError';
  readonly code = 'AKT_UNSEALABLE';
}

/**
 * Seals text as AES-256-GCM: format byte, nonce, tag, ciphertext. `context` (the customerId for an
 * account) is bound in: a sealed value moved to somebody else does not open there.
 */
export function seal(key: Buffer, text: string, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', checked(key), nonce);
  cipher.setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), sealed]);
}

/** @throws {UnsealableError} */
export function open(key: Buffer, sealed: Uint8Array, context: string): string {
  const [nonceAt, tagAt, textAt] = [1, 1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES];
  if (sealed[0] !== FORMAT || sealed.length < textAt) throw new UnsealableError('not our format');
  const decipher = createDecipheriv('aes-256-gcm', checked(key), sealed.subarray(nonceAt, tagAt));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(tagAt, textAt));
  try {
    const text = decipher.update(sealed.subarray(textAt));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    throw new UnsealableError('wrong key, wrong context, or changed bytes');
  }
}

/** HMAC-SHA256 of a phone number in E.164 or of an account, base64url: to find it, not to read it. */
export function lookupHash(key: Buffer, value: string): string {
  return createHmac('sha256', checked(key)).update(value).digest('base64url');
}

function checked(key: Buffer): Buffer {
  if (key.length !== KEY_BYTES) throw new RangeError('AKT_KEY_LENGTH: a key has 32 bytes');
  return key;
}
