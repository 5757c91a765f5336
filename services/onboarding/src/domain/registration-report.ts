// What is reported of a registration at KasPro: each report moves the states of customer.ts on.
import { type Customer, referenceOf, type Registration } from './customer.ts';
import { accept, type Decision, type Register, type Rules } from './registration.ts';

/** What became of the call to KasPro; `reference` says of which attempt. */
export interface Report {
  readonly type: 'StartSending' | 'ReportNotSent' | 'ReportRefused';
  readonly customerId: string;
  readonly reference: string;
}

/** KasPro, asked so long ago, did not know the account. */
export interface NotFound {
  readonly type: 'ReportNotFound';
  readonly customerId: string;
  readonly reference: string;
  readonly askedMsAgo: number;
}

export interface Confirm {
  readonly type: 'ReportRegistered';
  readonly customerId: string;
  readonly reference: string;
  /** The KasPro account, sealed for the wallet. */
  readonly sealedAccount: Buffer;
}

export type CustomerCommand = Register | Report | NotFound | Confirm;

// A report about an attempt that is over says nothing any more, and who is being erased begins none.
function isIdle(
  { type, reference }: Report | NotFound | Confirm,
  { customerId, restriction }: Customer,
  registration: Registration,
): boolean {
  const isOver = referenceOf(customerId, registration) !== reference;
  return isOver || (type === 'StartSending' && restriction !== undefined);
}

/** Moves the states of customer.ts on. */
export function decideReport(
  command: Report | NotFound | Confirm,
  customer: Customer,
  now: number,
  rules: Rules,
): Decision {
  const { customerId, registration } = customer;
  if (!registration || isIdle(command, customer, registration)) return accept();
  const sending = registration.status === 'SENDING';
  const { attempt } = registration;
  switch (command.type) {
    case 'StartSending':
      return sending ? accept() : accept({ type: 'RegistrationSending', customerId, at: now });
    case 'ReportNotSent':
      return sending
        ? accept({ type: 'RegistrationReady', customerId, at: now, attempt })
        : accept();
    case 'ReportRefused':
      return accept({ type: 'RegistrationRefused', customerId });
    case 'ReportNotFound': {
      // What counts is what KasPro had done when it was asked, not when we write it down.
      const askedAt = now - command.askedMsAgo;
      const over = sending && askedAt - registration.since >= rules.processingWindowMs;
      const next = attempt + 1;
      return over
        ? accept({ type: 'RegistrationReady', customerId, at: now, attempt: next })
        : accept();
    }
    case 'ReportRegistered':
      return accept({ type: 'RoleAdded', customerId, at: now });
  }
}
