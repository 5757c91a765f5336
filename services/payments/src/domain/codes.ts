/** Why an event of the ride platform is refused for good. The order of the guards decides which is named first. */
export type RefusalCode =
  | 'RIDE_ID_INVALID'
  | 'PARTY_ID_INVALID'
  | 'UNKNOWN_SERVICE'
  | 'UNKNOWN_PAYMENT_METHOD'
  | 'RIDER_CHANGED'
  | 'DRIVER_IS_RIDER'
  | 'NEGATIVE_AMOUNT'
  | 'FARE_OUT_OF_RANGE'
  | 'AMOUNT_OUT_OF_RANGE'
  | 'PROMOTION_ABOVE_FARE'
  | 'GOODS_WITHOUT_MERCHANT'
  | 'NO_RULES_IN_FORCE';

/** What an operator must look at although the consumer goes on: logged, counted, and kept in the timeline. */
export type AlertCode =
  | 'AKT_RIDE_COMPLETED_AND_CANCELLED'
  | 'AKT_RIDE_TOLD_DIFFERENTLY'
  | 'AKT_CHARGE_REFUSED'
  | 'AKT_TRANSFER_UNEXPECTED'
  | 'AKT_LATE_SUCCESS'
  | 'AKT_OUTCOME_CONFLICT'
  | 'AKT_OUTCOME_OVERDUE';

/** A state that no correct program reaches. It extends Error, because built-in kinds end the Kafka client for good. */
export class ImpossibleState extends Error {
  override readonly name = 'ImpossibleState';
  readonly code: 'AKT_PAYMENT_EVENT_IMPOSSIBLE' | 'AKT_SPLITS_UNBALANCED';

  constructor(code: ImpossibleState['code'], detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}
