import { z } from '@angkutan/http';
import type { Customer } from '../domain/customer.ts';
import type { Ktp } from '../domain/kyc.ts';
import { maskEmail, maskMobileNumber, maskName, maskNik, maskText } from '../domain/mask.ts';

/** What a KTP proved, masked. */
const ktpView = z.object({
  nik: z.string(),
  name: z.string(),
  birthPlace: z.string(),
  birthDate: z.string(),
  address: z.string(),
});

/** An identity as it may be shown. */
export const identityView = z
  .object({
    mobileNumber: z.string(),
    name: z.string(),
    email: z.string().optional(),
    ktp: ktpView.optional(),
  })
  .meta({ description: 'Masked' });

export function maskedIdentity({ identity, kyc }: Customer): z.infer<typeof identityView> {
  const { mobileNumber, name, email } = identity;
  const proven = kyc.status === 'PREMIUM' || kyc.status === 'REVIEW' ? kyc.proven : undefined;
  return {
    mobileNumber: maskMobileNumber(mobileNumber),
    name: maskName(name),
    ...(email === undefined ? {} : { email: maskEmail(email) }),
    ...(proven && { ktp: maskedKtp(proven.ktp) }),
  };
}

function maskedKtp({ nik, name, birthPlace, birthDate, address }: Ktp) {
  return {
    nik: maskNik(nik),
    name: maskName(name),
    birthPlace: maskName(birthPlace),
    birthDate: maskText(birthDate),
    address: maskText(address),
  };
}
