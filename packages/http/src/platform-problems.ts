import type { ProblemKind, ProblemTable } from './problem.ts';

function kind(status: number, id: [string, string], en: [string, string]): ProblemKind {
  return { status, title: { id: id[0], en: en[0] }, detail: { id: id[1], en: en[1] } };
}

/** Of routes that take files. */
const UPLOAD_PROBLEMS: ProblemTable = {
  UPLOAD_UNEXPECTED: kind(
    400,
    ['Berkas tidak sesuai', 'Kirim setiap berkas yang diminta tepat satu kali, tanpa isian lain.'],
    ['Unexpected files', 'Send each file that is asked for exactly once, and nothing else.'],
  ),
  UPLOAD_UNREADABLE: kind(
    400,
    ['Unggahan tidak terbaca', 'Isi multipart/form-data rusak atau terpotong.'],
    ['Upload unreadable', 'The multipart/form-data body is broken or cut off.'],
  ),
  UPLOAD_TOO_SLOW: kind(
    408,
    ['Unggahan terlalu lambat', 'Unggahan tidak selesai tepat waktu. Coba foto yang lebih kecil.'],
    ['Upload too slow', 'The upload did not end in time. Try smaller photos.'],
  ),
  UPLOAD_NOT_MULTIPART: kind(
    415,
    ['Jenis isi tidak didukung', 'Kirim multipart/form-data tanpa kompresi.'],
    ['Unsupported media type', 'Send multipart/form-data without compression.'],
  ),
  UPLOAD_TYPE_REFUSED: kind(
    415,
    ['Jenis berkas tidak didukung', 'Isi salah satu berkas bukan jenis yang diterima.'],
    ['Unsupported kind of file', 'The content of a file is not of an accepted kind.'],
  ),
  UPLOADS_FULL: kind(
    503,
    ['Terlalu banyak unggahan', 'Terlalu banyak unggahan sekaligus. Coba lagi sebentar lagi.'],
    ['Too many uploads', 'Too many uploads at once. Try again shortly.'],
  ),
};

/** The refusals that every service has. A service's own table may say them in other words. */
export const PLATFORM_PROBLEMS: ProblemTable = {
  ...UPLOAD_PROBLEMS,
  INVALID_REQUEST: kind(
    400,
    ['Permintaan tidak valid', 'Periksa kembali isian yang disebut di errors.'],
    ['Invalid request', 'See errors for the fields to correct.'],
  ),
  MALFORMED_JSON: kind(
    400,
    [
      'JSON tidak terbaca',
      'Isi permintaan harus satu objek JSON UTF-8 dengan bilangan bulat biasa.',
    ],
    ['Malformed JSON', 'The body must be one UTF-8 JSON object with plain integers.'],
  ),
  IDEMPOTENCY_KEY_MISSING: kind(
    400,
    ['Idempotency-Key wajib', 'Sertakan header Idempotency-Key, 1 sampai 200 karakter ASCII.'],
    ['Idempotency-Key required', 'Send an Idempotency-Key header of 1 to 200 ASCII characters.'],
  ),
  UNAUTHENTICATED: kind(
    401,
    ['Belum masuk', 'Token tidak ada, tidak sah, atau sudah kedaluwarsa.'],
    ['Not authenticated', 'The bearer token is missing, invalid or expired.'],
  ),
  FORBIDDEN: kind(
    403,
    ['Tidak diizinkan', 'Peran Anda tidak boleh melakukan ini.'],
    ['Not allowed', 'Your role may not do this.'],
  ),
  NOT_FOUND: kind(
    404,
    ['Tidak ditemukan', 'Yang Anda cari tidak ada.'],
    ['Not found', 'There is no such thing.'],
  ),
  METHOD_NOT_ALLOWED: kind(
    405,
    ['Metode tidak didukung', 'Alamat ini tidak menerima metode tersebut; lihat header Allow.'],
    ['Method not allowed', 'This address does not take that method; see the Allow header.'],
  ),
  IDEMPOTENCY_IN_PROGRESS: kind(
    409,
    ['Masih diproses', 'Permintaan dengan Idempotency-Key ini masih diproses.'],
    ['Still in progress', 'A request with this Idempotency-Key is still in progress.'],
  ),
  BODY_TOO_LARGE: kind(
    413,
    ['Isi terlalu besar', 'Isi permintaan melebihi batas.'],
    ['Body too large', 'The body exceeds the limit.'],
  ),
  UNSUPPORTED_MEDIA_TYPE: kind(
    415,
    ['Jenis isi tidak didukung', 'Kirim application/json tanpa kompresi.'],
    ['Unsupported media type', 'Send application/json without compression.'],
  ),
  IDEMPOTENCY_KEY_REUSED: kind(
    422,
    ['Idempotency-Key sudah dipakai', 'Idempotency-Key ini milik permintaan dengan isi lain.'],
    [
      'Idempotency-Key already used',
      'This Idempotency-Key belongs to a request with another body.',
    ],
  ),
  INTERNAL: kind(
    500,
    ['Kesalahan kami', 'Terjadi kesalahan di sisi kami. Sebutkan traceId bila menghubungi kami.'],
    ['Our mistake', 'Something went wrong on our side. Quote the traceId when you contact us.'],
  ),
  UNAVAILABLE: kind(
    503,
    ['Sementara tidak tersedia', 'Layanan sedang tidak tersedia. Coba lagi sebentar lagi.'],
    ['Temporarily unavailable', 'The service is unavailable. Try again shortly.'],
  ),
};
