import type { ProblemTable } from '@angkutan/http';

export const problems: ProblemTable = {
  WALLET_NOT_FOUND: {
    status: 404,
    title: { id: 'Dompet tidak ditemukan', en: 'Wallet not found' },
    detail: {
      id: 'Tidak ada dompet untuk pelanggan ini. Dompet dibuka beberapa saat setelah pendaftaran; coba lagi sebentar.',
      en: 'There is no wallet for this customer. It is opened shortly after registration; try again in a moment.',
    },
  },
  SIGNATURE_INVALID: {
    status: 401,
    title: { id: 'Tanda tangan tidak sah', en: 'Invalid signature' },
    detail: {
      id: 'Tanda tangan atau waktunya tidak sah, sehingga laporan ini tidak disimpan dan tidak ada uang yang berubah.',
      en: 'The signature or its timestamp is not valid, so the report was not stored and no money changed.',
    },
  },
  CALLBACK_UNREADABLE: {
    status: 422,
    title: { id: 'Laporan tidak terbaca', en: 'Unreadable report' },
    detail: {
      id: 'Ada isian yang kurang atau bukan rupiah bulat. Laporan tidak disimpan; kirim lagi setelah diperbaiki.',
      en: 'A field is missing or is no whole rupiah. The report was not stored; send it again once corrected.',
    },
  },
};
