import { accountOf, REFUSALS } from '@angkutan/kaspro';
import { z } from 'zod';
import type { ProviderEndpoint } from './provider-call.ts';
import { readBody, reference } from './read-body.ts';
import { refusal } from './refusal.ts';

const registration = z.object({
  mobileNumber: z.string().regex(/^08\d{8,11}$/),
  name: z.string().min(1),
  customerType: z.enum(['SUBSCRIBER', 'MERCHANT']),
  partnerReference: reference,
});

/** `POST /register-customer/`: opens the number's account of that type. */
export const register: ProviderEndpoint = ({ body }, { state }) => {
  const { mobileNumber, name, customerType } = readBody(registration, body);
  const account = accountOf(customerType, mobileNumber);
  if (state.book.account(account)) return refusal(REFUSALS.ALREADY_REGISTERED);
  const responseId = `KPC${state.nextNumber()}`;
  state.record({ fact: 'opened', account, kind: customerType, mobileNumber, name });
  return { responseId, code: 0, message: 'Success' };
};
