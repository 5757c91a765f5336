/**
 * Who may call what, as the contract says it; written by hand, so that a route which opens to one role
 * more than this turns the tests red, and so does a route that nobody has thought about here.
 */

const PEOPLE = ['customer', 'driver', 'merchant'] as const;
const CONSOLE = ['ops', 'ops-act'] as const;
/** A person for what is its own, a service for others; the console reads. */
const READERS = [...PEOPLE, 'service', ...CONSOLE] as const;
const ACTORS = [...PEOPLE, 'service'] as const;
const PUBLIC = ['public'] as const;

/** By method and path; a path's parameters have no names here. */
const MATRIX: Readonly<Record<string, readonly string[]>> = {
  // Onboarding's first three calls need no token.
  'POST /v1/otp': PUBLIC,
  'POST /v1/otp/validate': PUBLIC,
  'GET /v1/consents': PUBLIC,
  'POST /v1/customers': ACTORS,
  'GET /v1/customers/{}': READERS,
  'POST /v1/customers/{}/upgrade': ACTORS,
  'POST /v1/customers/{}/kyc-decisions': ['ops-act'],
  'GET /v1/kyc-reviews': CONSOLE,

  'GET /v1/wallets/{}': READERS,
  'GET /v1/wallets/{}/statement': READERS,
  'GET /v1/wallets/{}/top-up-instructions': READERS,
  'GET /v1/platform-wallets': CONSOLE,
  'GET /v1/ledger/trial-balance': CONSOLE,
  'GET /v1/ledger/provider-balances': CONSOLE,
  'GET /v1/ledger/volume': CONSOLE,
  'GET /v1/ledger/accounts': CONSOLE,
  'GET /v1/ledger/entries': CONSOLE,
  'GET /v1/ledger/drift': CONSOLE,
  'GET /v1/ledger/drift/{}': CONSOLE,
  'GET /v1/reconciliations/{}': CONSOLE,
  'POST /v1/reconciliations': CONSOLE,
  'GET /v1/breaks': CONSOLE,
  'GET /v1/instructions': CONSOLE,
  'GET /v1/suspense': CONSOLE,
  'GET /v1/approvals': CONSOLE,
  'GET /v1/approvals/{}': CONSOLE,
  // Acts, which wait for another person's word.
  'POST /v1/breaks/{}/resolutions': ['ops-act'],
  'POST /v1/instructions/{}/resolutions': ['ops-act'],
  'POST /v1/instructions/sweeps': ['ops-act'],
  'POST /v1/suspense/{}/resolutions': ['ops-act'],
  'POST /v1/approvals/{}': ['ops-act'],
  'POST /v1/wallets/{}/debt-write-offs': ['ops-act'],
  'GET /v1/ledger/differing-wallets': CONSOLE,
  'GET /v1/contained-wallets': CONSOLE,
  'POST /v1/wallets/{}/containments': ['ops-act'],
  'POST /v1/wallets/{}/releases': ['ops-act'],
  // Signed, so no token.
  'POST /webhooks/kaspro/transactions': PUBLIC,

  // Every service's operations; what moves money waits for another person's word.
  'GET /v1/operations': CONSOLE,
  'GET /v1/operations/story': CONSOLE,
  'GET /v1/operations/causes': CONSOLE,
  'POST /v1/operations/causes/{}/notes': ['ops-act'],
  'GET /v1/operations/failures': CONSOLE,
  'GET /v1/operations/failures/{}': CONSOLE,
  'GET /v1/operations/parked': CONSOLE,
  'GET /v1/operations/parked/{}': CONSOLE,
  'POST /v1/operations/previews': CONSOLE,
  'POST /v1/operations/replays': ['ops-act'],
  'POST /v1/operations/drops': ['ops-act'],
  'GET /v1/operations/replays': CONSOLE,
  'GET /v1/operations/replays/{}': CONSOLE,
  'POST /v1/operations/replays/{}/cancellations': ['ops-act'],
  'POST /v1/operations/consumers/{}/holds': ['ops-act'],
  'POST /v1/operations/consumers/{}/releases': ['ops-act'],
  'POST /v1/operations/consumers/{}/restarts': ['ops-act'],
  'POST /v1/operations/consumers/{}/parked/releases': ['ops-act'],
  'GET /v1/operations/audit': CONSOLE,

  'GET /v1/payments/{}': READERS,
  'GET /v1/rides/{}/payment': READERS,
  // Riders tip and send money from their USER wallet.
  'POST /v1/tips': ['customer', 'service'],
  'POST /v1/transfers': ['customer', 'service'],
  'POST /v1/qris/inquiry': ACTORS,
  'POST /v1/qris/payments': ['customer', 'service'],
  'POST /v1/payments/{}/refunds': ['service', 'ops-act'],
  'GET /v1/rules': [...CONSOLE, 'service'],
  'POST /v1/rules': ['ops-act'],

  'GET /v1/banks': READERS,
  'GET /v1/cash-outs/quote': READERS,
  'POST /v1/cash-outs': ACTORS,
  'GET /v1/cash-outs/{}': READERS,
};

/** Whose tokens an operation must take, and no others; undefined for one that nobody has thought about. */
export function expectedRoles(label: string): readonly string[] | undefined {
  const key = label.replaceAll(/\{\w+\}/g, '{}');
  return MATRIX[key];
}

/** The roles of tokens. */
export const ROLES = ['customer', 'driver', 'merchant', 'service', 'ops', 'ops-act'] as const;
export type TokenRole = (typeof ROLES)[number];

export const isPerson = (role: string): boolean => PEOPLE.some((one) => one === role);
