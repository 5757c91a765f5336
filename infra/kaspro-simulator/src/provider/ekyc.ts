import { accountOf, REFUSALS } from '@angkutan/kaspro';
import { z } from 'zod';
import type { ProviderEndpoint } from './provider-call.ts';
import { readBody } from './read-body.ts';
import { refusal } from './refusal.ts';

const photos = z.object({
  mobileNumber: z.string(),
  ktpPhoto: z.string(),
  selfiePhoto: z.string(),
  selfieWithKtpPhoto: z.string(),
});

/** base64 of the first bytes of a JPEG and of a PNG. */
const IMAGE_STARTS = ['/9j/', 'iVBORw0KGgo'];

/** `POST /pil-partner/ekyc-upgrade-premium-inquiry/`: reads a synthetic KTP, and makes the customer PREMIUM. */
export const ekyc: ProviderEndpoint = ({ body }, { state }) => {
  const { mobileNumber, ...images } = readBody(photos, body);
  const person =
    state.book.account(accountOf('SUBSCRIBER', mobileNumber)) ??
    state.book.account(accountOf('MERCHANT', mobileNumber));
  if (!person) return refusal(REFUSALS.CUSTOMER_NOT_FOUND);
  const isImage = (photo: string) => IMAGE_STARTS.some((start) => photo.startsWith(start));
  if (!Object.values(images).every(isImage)) return refusal(REFUSALS.PHOTO_UNREADABLE);
  const requestId = `KYC${state.nextNumber()}`;
  state.record({ fact: 'upgraded', mobileNumber });
  return {
    code: 0,
    message: 'Berhasil',
    data: {
      ...SYNTHETIC_KTP,
      requestId,
      idCardNumber: nikOf(mobileNumber),
      name: person.name.toUpperCase(),
    },
  };
};

/** The same for everyone, and nobody's. */
const SYNTHETIC_KTP = {
  religion: 'ISLAM',
  rtrw: '001/002',
  address: 'JL. CONTOH NO. 1',
  province: 'DKI JAKARTA',
  district: 'JAKARTA PUSAT',
  subDistrict: 'GAMBIR',
  villageDistrict: 'CIDENG',
  occupation: 'KARYAWAN SWASTA',
  birthPlace: 'JAKARTA',
  gender: 'LAKI-LAKI',
  birthDate: '05-05-1990',
  idExpiredDate: 'SEUMUR HIDUP',
  bloodType: '-',
  nationality: 'WNI',
  maritalStatus: 'BELUM KAWIN',
};

/** A man born on 5 May 1990 in region 317101; the serial comes from the phone number, so it is stable and never 0000. */
function nikOf(mobileNumber: string): string {
  const serial = (Number(mobileNumber.slice(-8)) % 9999) + 1;
  return `317101050590${String(serial).padStart(4, '0')}`;
}
