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
      ...identityOf(mobileNumber),
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
  idExpiredDate: 'SEUMUR HIDUP',
  bloodType: '-',
  nationality: 'WNI',
  maritalStatus: 'BELUM KAWIN',
};

const SERIALS = 9_999;
const FIRST_BIRTH = Date.UTC(1960, 0, 1);
const DAY_MS = 86_400_000;

/**
 * A man of region 317101. Birth date and serial come from the phone number's last eight digits: the same number
 * is always the same man, and no two numbers of one operator are.
 */
function identityOf(mobileNumber: string): { idCardNumber: string; birthDate: string } {
  const number = Number(mobileNumber.slice(-8));
  const born = new Date(FIRST_BIRTH + Math.floor(number / SERIALS) * DAY_MS).toISOString();
  const [year = '', month = '', day = ''] = born.slice(0, 10).split('-');
  const serial = String((number % SERIALS) + 1).padStart(4, '0');
  return {
    idCardNumber: `317101${day}${month}${year.slice(2)}${serial}`,
    birthDate: `${day}-${month}-${year}`,
  };
}
