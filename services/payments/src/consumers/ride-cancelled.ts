import { decideCancelled } from '../domain/decide.ts';
import { caseOf, walletKey, walletsOf } from '../working-set.ts';
import type { Consumer } from './consumer.ts';
import { verdictOf } from './verdict.ts';

export const rideCancelled: Consumer<'RideCancelled'> = {
  touches: ({ rideId: caseId, riderId, driverId }) => ({
    caseId,
    wallets: [
      walletKey(riderId, 'USER'),
      ...(driverId === null ? [] : [walletKey(driverId, 'DRIVER')]),
    ],
  }),

  decide(data, situation) {
    const { set } = situation;
    const state = caseOf(set, data.rideId);
    const fact = { ...data, occurredAt: new Date(data.occurredAt) };
    return verdictOf(decideCancelled(fact, state, { walletOf: walletsOf(set) }), state, situation);
  },
};
