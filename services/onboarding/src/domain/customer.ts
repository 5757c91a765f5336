// A customer: one person, one tier, any of three roles. A role is registered at KasPro first:
//   none → READY (nothing sent) → SENDING (sent, or about to be) → role added, and told to all
//                                    │ surely not sent: READY again
//                                    │ refused: no registration any more
//                                    │ unknown: stays SENDING, and KasPro is asked whether it knows
//                                    ▼ the account; if it still does not after the window: READY,
//                                      under the next reference
// The subscriber account of a person serves the user's and the driver's wallet; a merchant has its own.
import type { Restriction } from './erasure.ts';
import { evolveKyc, type Kyc, type KycEvent, NO_KYC } from './kyc.ts';

export type Role = 'USER' | 'DRIVER' | 'MERCHANT';
export type Tier = 'BASIC' | 'PREMIUM';
export type AccountType = 'SUBSCRIBER' | 'MERCHANT';

export interface Consents {
  readonly terms: string;
  readonly privacy: string;
}

export interface Identity {
  /** E.164. */
  readonly mobileNumber: string;
  readonly name: string;
  readonly email?: string;
}

export interface Registration {
  readonly role: Role;
  readonly status: 'READY' | 'SENDING';
  readonly attempt: number;
  /** When it got its status, in ms. */
  readonly since: number;
  /** The verification that opened it. */
  readonly tokenHash: string;
  readonly consents: Consents;
}

export interface HeldRole {
  readonly role: Role;
  readonly since: number;
  readonly tokenHash: string;
  readonly consents: Consents;
}

export interface Customer {
  readonly customerId: string;
  readonly phoneHash: string;
  readonly identity: Identity;
  readonly tier: Tier;
  readonly roles: readonly HeldRole[];
  /** The KasPro accounts that are known to exist. */
  readonly accounts: readonly AccountType[];
  readonly registration?: Registration;
  readonly kyc: Kyc;
  /** The person has asked for erasure: nothing new begins. */
  readonly restriction?: Restriction;
}

export type CustomerEvent =
  | {
      readonly type: 'RegistrationOpened';
      readonly customerId: string;
      readonly phoneHash: string;
      readonly identity: Identity;
      /** All that are known to exist. */
      readonly accounts: readonly AccountType[];
      readonly registration: Registration;
    }
  | { readonly type: 'RegistrationSending'; readonly customerId: string; readonly at: number }
  | {
      readonly type: 'RegistrationReady';
      readonly customerId: string;
      readonly at: number;
      readonly attempt: number;
    }
  | { readonly type: 'RegistrationRefused'; readonly customerId: string }
  | { readonly type: 'RoleAdded'; readonly customerId: string; readonly at: number };

/** The KasPro account that a role's wallet lies on. */
export function accountTypeOf(role: Role): AccountType {
  return role === 'MERCHANT' ? 'MERCHANT' : 'SUBSCRIBER';
}

/**
 * The reference of a registration at KasPro: its own for each attempt, the same for a repetition.
 * The proof is part of it, so that a role refused once and asked for again is another registration.
 */
export function referenceOf(customerId: string, registration: Registration): string {
  const { role, tokenHash, attempt } = registration;
  return `${customerId}.${role.toLowerCase()}.${tokenHash.slice(0, 8)}.${attempt}`;
}

export function evolveCustomer(state: Customer | undefined, event: CustomerEvent): Customer {
  if (event.type === 'RegistrationOpened') {
    const { customerId, phoneHash, identity, accounts, registration } = event;
    if (state) return { ...state, accounts, registration };
    const empty = { tier: 'BASIC', roles: [], kyc: NO_KYC } as const;
    return { customerId, phoneHash, identity, ...empty, accounts, registration };
  }
  if (!state?.registration) throw new Error('AKT_NO_OPEN_REGISTRATION');
  const { registration, ...rest } = state;
  switch (event.type) {
    case 'RegistrationSending':
      return { ...rest, registration: { ...registration, status: 'SENDING', since: event.at } };
    case 'RegistrationReady': {
      const { at: since, attempt } = event;
      return { ...rest, registration: { ...registration, status: 'READY', since, attempt } };
    }
    case 'RegistrationRefused':
      return rest;
    case 'RoleAdded': {
      const { role, tokenHash, consents } = registration;
      const accounts = [...new Set([...rest.accounts, accountTypeOf(role)])];
      const roles = [...rest.roles, { role, since: event.at, tokenHash, consents }];
      return { ...rest, accounts, roles };
    }
  }
}

/** A customer after an event of the e-KYC. */
export function evolveCustomerKyc(customer: Customer, event: KycEvent): Customer {
  const kyc = evolveKyc(customer.kyc, event);
  return { ...customer, kyc, tier: kyc.status === 'PREMIUM' ? 'PREMIUM' : customer.tier };
}
