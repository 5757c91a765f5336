import { decideCompleted } from '../domain/decide.ts';
import { caseOf, walletKey, walletsOf } from '../working-set.ts';
import type { Consumer } from './consumer.ts';
import { verdictOf } from './verdict.ts';

export const rideCompleted: Consumer<'RideCompleted'> = {
  touches: ({ rideId: caseId, riderId, driverId, merchantId }) => ({
    caseId,
    wallets: [
      walletKey(riderId, 'USER'),
      walletKey(driverId, 'DRIVER'),
      ...(merchantId === null ? [] : [walletKey(merchantId, 'MERCHANT')]),
    ],
  }),

  decide(data, situation) {
    const { set } = situation;
    const state = caseOf(set, data.rideId);
    const fact = { ...data, occurredAt: new Date(data.occurredAt) };
    return verdictOf(
      decideCompleted(fact, state, { rules: set.rules, walletOf: walletsOf(set) }),
      state,
      situation,
    );
  },
};
