/** The banks that KasPro pays out to. A code is text: it keeps its leading zeros. */
export const BANKS = [
  { bankCode: '002', name: 'BRI' },
  { bankCode: '008', name: 'Mandiri' },
  { bankCode: '009', name: 'BNI' },
  { bankCode: '011', name: 'Danamon' },
  { bankCode: '013', name: 'Permata' },
  { bankCode: '014', name: 'BCA' },
  { bankCode: '016', name: 'Maybank' },
  { bankCode: '019', name: 'Panin' },
  { bankCode: '022', name: 'CIMB Niaga' },
  { bankCode: '028', name: 'OCBC' },
  { bankCode: '147', name: 'Muamalat' },
  { bankCode: '153', name: 'Sinarmas' },
  { bankCode: '200', name: 'BTN' },
  { bankCode: '426', name: 'Mega' },
  { bankCode: '451', name: 'BSI' },
  { bankCode: '503', name: 'Nobu' },
  { bankCode: '535', name: 'SeaBank' },
  { bankCode: '542', name: 'Jago' },
] as const;

/** The stores whose tills pay out. */
export const OUTLETS = ['ALFAMART', 'INDOMARET'] as const;

export const isBank = (bankCode: string): boolean =>
  BANKS.some((bank) => bank.bankCode === bankCode);
export const isOutlet = (outlet: string): boolean => OUTLETS.some((known) => known === outlet);
