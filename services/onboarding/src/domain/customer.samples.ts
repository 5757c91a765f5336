import type { Customer, Registration } from './customer.ts';
import { NO_KYC } from './kyc.ts';
import type { Register, Rules, Verification } from './registration.ts';

/** Sample states and commands for tests. */
export const RULES: Rules = {
  processingWindowMs: 900_000,
  consents: { terms: 't1', privacy: 'p1' },
  registerFirst: false,
};

export const REGISTER: Register = {
  type: 'Register',
  phoneHash: 'phone',
  tokenHash: 'token-of-siti',
  identity: { mobileNumber: '+6281234567890', name: 'Siti' },
  role: 'USER',
  consents: { terms: true, privacy: 'p1' },
  canSend: true,
};

export const VERIFICATION: Verification = {
  phoneHash: 'phone',
  customerId: 'c1',
  expiresAt: 1_000,
};

export function registration(change: Partial<Registration> = {}): Registration {
  return {
    role: 'USER',
    status: 'READY',
    attempt: 1,
    since: 0,
    tokenHash: 'token-of-siti',
    consents: RULES.consents,
    ...change,
  };
}

export function customer(change: Partial<Customer> = {}): Customer {
  const { phoneHash, identity } = REGISTER;
  return {
    customerId: 'c1',
    phoneHash,
    identity,
    tier: 'BASIC',
    roles: [],
    accounts: [],
    kyc: NO_KYC,
    ...change,
  };
}
