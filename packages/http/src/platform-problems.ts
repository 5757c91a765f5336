import type { ProblemKind, ProblemTable } from './problem.ts';

function kind(status: number, id: [string, string], en: [string, string]): ProblemKind {
  return { status, title: { id: id[0], en: en[0] }, detail: { id: id[1], en: en[1] } };
}

/** The refusals that every service has. A service's own table may say them in other words. */
export const PLATFORM_PROBLEMS: ProblemTable = {
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
