const POLYNOMIAL = 0x1021;
const INITIAL = 0xffff;
const UTF_8 = new TextEncoder();

/**
 * The checksum of a QRIS code as four upper-case hexadecimal digits: CRC-16 with polynomial 0x1021, initial value
 * 0xFFFF, neither reflected nor inverted, over the UTF-8 bytes of everything up to and including `6304`.
 */
export function checksumOf(text: string): string {
  let crc = INITIAL;
  for (const byte of UTF_8.encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
    }
    crc &= 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
