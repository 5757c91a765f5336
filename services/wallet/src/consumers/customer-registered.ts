import type { CustomerRegistered } from '@angkutan/events';
import { type Role, ROLES, walletIdOf } from '@angkutan/ledger';
import type { WalletMessage } from '../domain/decide.ts';

/** A registration opens a wallet of its role; a role we do not know opens none. */
export function customerRegistered(event: CustomerRegistered): WalletMessage | undefined {
  const role: Role | undefined = ROLES.find((one) => one === event.role);
  if (!role) return undefined;
  const { customerId, tier, phoneHash, sealedAccount } = event;
  return {
    type: 'customer',
    wallet: {
      walletId: walletIdOf(customerId, role),
      customerId,
      role,
      kind: role === 'MERCHANT' ? 'MERCHANT' : 'SUBSCRIBER',
      tier,
      phoneHash,
      sealedAccount,
    },
  };
}
