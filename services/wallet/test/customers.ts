import { lookupHash, seal } from '@angkutan/events';
import { TOP_UP_CHANNELS, topUpNumbers } from '@angkutan/kaspro';
import { KEY, type WalletUnderTest } from './wallet-under-test.ts';

/** A customer who is known to KasPro and to us, with this much in the wallet on both sides. */
export async function customer(
  wallet: WalletUnderTest,
  customerId: string,
  role: 'USER' | 'DRIVER',
  balance = 0,
): Promise<string> {
  const mobileNumber = `08120${String(people).padStart(6, '0')}`;
  people += 1;
  await wallet.kaspro.register({
    mobileNumber,
    name: 'Budi',
    customerType: 'SUBSCRIBER',
    partnerReference: `reg-${mobileNumber}`,
  });
  const account = `888${mobileNumber.slice(1)}`;
  const walletId = `${customerId}:${role.toLowerCase()}`;
  await wallet.tell({
    type: 'customer',
    wallet: {
      walletId,
      customerId,
      role,
      kind: 'SUBSCRIBER',
      tier: role === 'DRIVER' ? 'PREMIUM' : 'BASIC',
      phoneHash: lookupHash(KEY, `+62${mobileNumber.slice(1)}`),
      sealedAccount: seal(KEY, account, customerId),
    },
  });
  if (balance > 0) await topUp(wallet, walletId, mobileNumber, balance);
  return account;
}

let people = 1;

async function topUp(
  wallet: WalletUnderTest,
  walletId: string,
  mobileNumber: string,
  amount: number,
): Promise<void> {
  const number = numberFor(walletId, mobileNumber);
  const { providerReference } = asTopUp(
    await wallet.sandbox('top-ups', { number, amount, channel: 'VIRTUAL_ACCOUNT' }),
  );
  await wallet.tell({
    type: 'top-up',
    topUp: { providerReference, walletId, amount: BigInt(amount), channel: 'VIRTUAL_ACCOUNT' },
  });
}

function asTopUp(answer: unknown): { providerReference: string } {
  if (typeof answer === 'object' && answer && 'providerReference' in answer) {
    return { providerReference: String(answer.providerReference) };
  }
  throw new Error('no providerReference');
}

const numberFor = (walletId: string, mobileNumber: string): string => {
  const [channel] = TOP_UP_CHANNELS;
  if (!channel) throw new Error('no channels');
  return topUpNumbers().numberFor(
    channel,
    walletId.endsWith('driver') ? 'driver' : 'user',
    mobileNumber,
  );
};
