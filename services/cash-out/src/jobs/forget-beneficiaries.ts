/** How long a beneficiary is kept after the end of its cash-out: what the law asks of a payer's records, and no longer. */
const KEEP_BENEFICIARY_YEARS = 5;

export interface ForgetBeneficiariesDeps {
  /** Destroys the sealed number and name of what ended before that moment; answers how many. */
  readonly forget: (endedBefore: Date) => Promise<number>;
  readonly now: () => Date;
}

/** What the owner may still see of them is masked already. */
export async function forgetBeneficiaries({
  forget,
  now,
}: ForgetBeneficiariesDeps): Promise<boolean> {
  const endedBefore = new Date(now());
  endedBefore.setUTCFullYear(endedBefore.getUTCFullYear() - KEEP_BENEFICIARY_YEARS);
  await forget(endedBefore);
  return false;
}
