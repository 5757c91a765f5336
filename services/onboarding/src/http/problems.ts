import type { ProblemTable } from '@angkutan/http';
import { kind } from './kind.ts';
import { KYC_PROBLEMS } from './kyc-problems.ts';

/** What each refusal of onboarding answers. */
export const problems: ProblemTable = {
  ...KYC_PROBLEMS,
  OTP_REQUESTS_EXHAUSTED: kind(
    429,
    ['Terlalu banyak permintaan kode', 'Kode hanya dikirim 3 kali dalam 24 jam. Coba lagi nanti.'],
    ['Too many codes requested', 'A code is sent at most 3 times in 24 hours. Try again later.'],
  ),
  OTP_ENTRIES_EXHAUSTED: kind(
    429,
    ['Terlalu banyak kode salah', 'Kode salah dimasukkan 3 kali. Coba lagi setelah 24 jam.'],
    ['Too many wrong codes', 'A wrong code was entered 3 times. Try again after 24 hours.'],
  ),
  OTP_REFUSED: kind(
    422,
    ['Kode tidak dapat dikirim', 'Nomor ini tidak dapat menerima kode.'],
    ['No code can be sent', 'This number cannot receive a code.'],
  ),
  OTP_UNAVAILABLE: kind(
    503,
    ['Kode belum dapat diproses', 'Layanan kode sedang terganggu. Coba lagi sebentar lagi.'],
    ['Codes are unavailable', 'The service for codes is down. Try again shortly.'],
  ),
  OTP_UNCONFIRMED: kind(
    503,
    ['Pengiriman belum pasti', 'Kode mungkin sudah dikirim. Tunggu sebentar sebelum meminta lagi.'],
    ['Not known whether it was sent', 'A code may be on its way. Wait before asking again.'],
  ),
  OTP_WRONG: kind(
    422,
    ['Kode salah', 'Kode salah atau sudah kedaluwarsa.'],
    ['Wrong code', 'The code is wrong or has expired.'],
  ),
  VERIFICATION_INVALID: kind(
    422,
    [
      'Verifikasi tidak berlaku',
      'Verifikasi nomor ini sudah lewat atau sudah dipakai. Minta kode baru.',
    ],
    [
      'Verification not valid',
      'The proof of this number has expired or was used. Ask for a new code.',
    ],
  ),
  CONSENTS_REQUIRED: kind(
    422,
    ['Persetujuan diperlukan', 'Syarat dan kebijakan privasi harus disetujui.'],
    ['Consents required', 'Terms and privacy policy must be agreed to.'],
  ),
  CONSENTS_OUTDATED: kind(
    422,
    ['Persetujuan sudah lama', 'Syarat atau kebijakan privasi telah berubah; lihat /v1/consents.'],
    ['Consents outdated', 'Terms or privacy policy have changed; see /v1/consents.'],
  ),
  ROLE_ALREADY_REGISTERED: kind(
    409,
    ['Sudah terdaftar', 'Nomor ini sudah terdaftar untuk peran tersebut.'],
    ['Already registered', 'This number is registered for that role already.'],
  ),
  REGISTRATION_IN_PROGRESS: kind(
    409,
    [
      'Pendaftaran lain berjalan',
      'Pendaftaran lain untuk nomor ini belum selesai. Coba lagi nanti.',
    ],
    [
      'Another registration runs',
      'Another registration of this number is not finished. Try later.',
    ],
  ),
  REGISTRATION_REFUSED: kind(
    422,
    ['Pendaftaran ditolak', 'Penyedia uang elektronik menolak pendaftaran nomor ini.'],
    ['Registration refused', 'The e-money provider has refused to register this number.'],
  ),
  REGISTRATION_UNFINISHED: kind(
    503,
    [
      'Pendaftaran belum selesai',
      'Pendaftaran tersimpan dan sedang diselesaikan. Coba lagi sebentar.',
    ],
    ['Registration not finished', 'It is stored and being finished. Ask again shortly.'],
  ),
  CUSTOMER_NOT_FOUND: kind(
    404,
    ['Pelanggan tidak ditemukan', 'Tidak ada pelanggan dengan id ini.'],
    ['Customer not found', 'There is no customer with this id.'],
  ),
};
