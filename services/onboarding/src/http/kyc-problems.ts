import type { ProblemTable } from '@angkutan/http';
import { kind } from './kind.ts';

/** What each refusal of the e-KYC answers. */
export const KYC_PROBLEMS: ProblemTable = {
  PHOTO_TOO_LARGE: kind(
    413,
    ['Foto terlalu besar', 'Setiap foto paling besar 25 megapiksel.'],
    ['Photo too large', 'Each photo may have 25 megapixels at most.'],
  ),
  PHOTO_UNREADABLE: kind(
    415,
    ['Foto tidak terbaca', 'Setiap foto harus JPEG atau PNG yang utuh.'],
    ['Photo unreadable', 'Each photo must be a whole JPEG or PNG.'],
  ),
  EKYC_MISMATCH: kind(
    422,
    ['Wajah tidak cocok', 'Foto diri tidak cocok dengan KTP. Ambil foto baru lalu coba lagi.'],
    ['Faces differ', 'The selfies do not match the KTP. Take new photos and try again.'],
  ),
  EKYC_PHOTO_UNREADABLE: kind(
    422,
    ['Foto kurang jelas', 'KTP atau wajah tidak terbaca pada foto. Ambil foto yang lebih jelas.'],
    ['Photos not clear', 'The KTP or the face cannot be made out. Take clearer photos.'],
  ),
  EKYC_REFUSED: kind(
    422,
    ['Verifikasi ditolak', 'Penyedia uang elektronik menolak verifikasi untuk nomor ini.'],
    ['Verification refused', 'The e-money provider has refused to verify this number.'],
  ),
  EKYC_NIK_INVALID: kind(
    422,
    ['NIK tidak terbaca benar', 'NIK pada foto KTP tidak mungkin benar. Ambil foto lebih jelas.'],
    ['NIK not read well', 'The NIK in the photo of the KTP cannot be right. Take a clearer photo.'],
  ),
  EKYC_NIK_TAKEN: kind(
    422,
    ['KTP sudah dipakai', 'KTP ini sudah dipakai pelanggan lain. Hubungi layanan pelanggan.'],
    ['KTP already used', 'This KTP belongs to another customer already. Contact our support.'],
  ),
  EKYC_UNAVAILABLE: kind(
    503,
    ['Verifikasi belum dapat diproses', 'Layanan verifikasi sedang terganggu. Coba lagi nanti.'],
    ['Verification unavailable', 'The service for verification is down. Try again later.'],
  ),
  KYC_IN_PROGRESS: kind(
    409,
    ['Verifikasi sedang berjalan', 'Foto sebelumnya masih diperiksa. Tunggu sebentar.'],
    ['Verification in progress', 'Photos that were sent before are being checked. Wait a moment.'],
  ),
  KYC_REJECTED: kind(
    422,
    ['Verifikasi telah ditolak', 'Identitas ini telah ditolak. Hubungi layanan pelanggan.'],
    ['Verification was rejected', 'This identity has been rejected. Contact our support.'],
  ),
  KYC_NOT_IN_REVIEW: kind(
    409,
    ['Tidak sedang ditinjau', 'Pelanggan ini tidak menunggu keputusan.'],
    ['Not in review', 'This customer does not wait for a decision.'],
  ),
  KYC_IDENTITY_MISSING: kind(
    409,
    [
      'Identitas belum ada',
      'Tanpa data KTP tidak dapat disetujui; pelanggan harus mengirim ulang.',
    ],
    [
      'No identity yet',
      'Nothing was read of a KTP to approve; the customer must send photos again.',
    ],
  ),
};
