import { decideBooked } from '../domain/decide.ts';
import { caseOf, walletKey, walletsOf } from '../working-set.ts';
import type { Consumer } from './consumer.ts';
import { verdictOf } from './verdict.ts';

export const rideBooked: Consumer<'RideBooked'> = {
  touches: ({ rideId: caseId, riderId }) => ({
    caseId,
    wallets: [walletKey(riderId, 'USER')],
  }),

  decide(data, situation) {
    const { set } = situation;
    const state = caseOf(set, data.rideId);
    const fact = { ...data, occurredAt: new Date(data.occurredAt) };
    return verdictOf(decideBooked(fact, state, { walletOf: walletsOf(set) }), state, situation);
  },
};
