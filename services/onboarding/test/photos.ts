import sharp from 'sharp';

/** A picture of noise, so that it does not pack well. */
export async function photo(width = 640, height = 400): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
  const create = { width, height, channels: 3, background: 'grey', noise } as const;
  return sharp({ create }).jpeg().toBuffer();
}

export const FIELDS = ['ktpPhoto', 'selfiePhoto', 'selfieWithKtpPhoto'];

/** The three photos as a form. */
export function formOf(ktp: Buffer, selfie = ktp): FormData {
  const form = new FormData();
  for (const field of FIELDS) {
    const bytes = new Uint8Array(field === 'ktpPhoto' ? ktp : selfie);
    form.append(field, new Blob([bytes], { type: 'image/jpeg' }), `${field}.jpg`);
  }
  return form;
}
