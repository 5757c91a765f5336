/** Given by KasPro's documents: never changed here. Trailing slashes and odd spellings are theirs. */
export const GIVEN_PATHS = {
  requestOtp: '/pil-partner-get-otp/',
  validateOtp: '/validate-otp/',
  register: '/register-customer/',
  ekyc: '/pil-partner/ekyc-upgrade-premium-inquiry/',
  payout: '/bank-transfer/',
  qris: '/bank-transfer/',
  transfer: '/p2p-transaction/',
} as const;

export const SUCCESS = 0;
export const IN_PROCESS = 1;
