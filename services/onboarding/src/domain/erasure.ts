// The end of a person's data, which the person may ask for at any time:
//   ACTIVE → RESTRICTED     now: nobody but our operators sees the customer any more, who gets no
//                           further role, code or upgrade
//   RESTRICTED → DESTROYED  when the years are over for which the law keeps identity records after
//                           the end of the relationship: the key goes, and with it all that it sealed
// The relationship ends with the request. Whoever never held a role had none: the wait is none either.
// A registration or e-KYC that is under way at KasPro still ends as KasPro says.

/** Rules on customers' identities (anti-money-laundering) keep their records for so long. */
export const RETENTION_YEARS = 5;

export interface Restriction {
  readonly since: number;
  /** When the key is to be destroyed, in ms. */
  readonly until: number;
  /** Who carried out the request, and why. */
  readonly actor: string;
  readonly reason: string;
}

interface About {
  readonly customerId: string;
  readonly actor: string;
}

export type ErasureCommand =
  | ({ readonly type: 'Restrict'; readonly reason: string } & About)
  | ({ readonly type: 'Destroy' } & About);

export type ErasureEvent =
  | {
      readonly type: 'CustomerRestricted';
      readonly customerId: string;
      readonly restriction: Restriction;
    }
  | {
      readonly type: 'KeyDestroyed';
      readonly customerId: string;
      readonly at: number;
      readonly actor: string;
    };

export type ErasureRejection = 'CUSTOMER_NOT_FOUND' | 'NOT_RESTRICTED' | 'RETENTION_RUNNING';

export type ErasureDecision =
  | { readonly accepted: true; readonly events: readonly ErasureEvent[] }
  | { readonly accepted: false; readonly rejection: ErasureRejection };

/** What is known of a customer's erasure; undefined where there is no such customer. */
export type ErasureState =
  | { readonly status: 'ACTIVE'; readonly hasRelationship: boolean }
  | { readonly status: 'RESTRICTED'; readonly since: number; readonly until: number }
  | { readonly status: 'DESTROYED' };

/** Done already is accepted without events. */
export function decideErasure(
  command: ErasureCommand,
  state: ErasureState | undefined,
  now: number,
): ErasureDecision {
  if (!state) return refuse('CUSTOMER_NOT_FOUND');
  if (state.status === 'DESTROYED') return accept();
  const { customerId, actor } = command;
  if (command.type === 'Restrict') {
    if (state.status === 'RESTRICTED') return accept();
    const until = state.hasRelationship ? yearsAfter(now, RETENTION_YEARS) : now;
    const restriction = { since: now, until, actor, reason: command.reason };
    return accept({ type: 'CustomerRestricted', customerId, restriction });
  }
  if (state.status === 'ACTIVE') return refuse('NOT_RESTRICTED');
  if (state.until > now) return refuse('RETENTION_RUNNING');
  return accept({ type: 'KeyDestroyed', customerId, at: now, actor });
}

function yearsAfter(at: number, years: number): number {
  const date = new Date(at);
  return date.setUTCFullYear(date.getUTCFullYear() + years);
}

function accept(...events: ErasureEvent[]): ErasureDecision {
  return { accepted: true, events };
}

function refuse(rejection: ErasureRejection): ErasureDecision {
  return { accepted: false, rejection };
}
