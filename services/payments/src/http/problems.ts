import type { ProblemTable } from '@angkutan/http';

export const PROBLEMS: ProblemTable = {
  PAYMENT_NOT_FOUND: {
    status: 404,
    title: { id: 'Pembayaran tidak ditemukan', en: 'Payment not found' },
    detail: {
      id: 'Tidak ada pembayaran ini, atau bukan milik Anda.',
      en: 'There is no such payment, or it is not yours.',
    },
  },
};
