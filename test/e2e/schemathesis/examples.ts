import { proveNumber, requestCode } from '@angkutan/local';
import type { Platform } from '../platform.ts';
import { type OpenApi, operationsOf } from '../served-documents.ts';
import { idsOf, type World } from '../world.ts';

type Body = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, unknown>>;

interface Scene {
  readonly platform: Platform;
  readonly world: World;
  readonly role: string;
}

/**
 * A body that a service answers 2xx, per operation: most operations do what they are for only on
 * things that are there. New ones each time, for codes and tokens are good once.
 */
const BODIES: Readonly<Record<string, (scene: Scene) => Promise<Body> | Body>> = {
  validateOtp: ({ platform }) => requestCode(platform.stack),
  registerCustomer: async ({ platform }) => ({
    ...(await proveNumber(platform.stack)),
    name: 'Siti Rahayu',
    role: 'USER',
    consents: { terms: true, privacy: true },
  }),
  tipDriver: (scene) => ({ rideId: scene.world.rideId, amount: 1_000, ...onBehalf(scene) }),
  sendMoney: (scene) => ({
    toMobileNumber: scene.world.friend.mobileNumber,
    amount: 1_000,
    ...onBehalf(scene),
  }),
  requestCashOut: (scene) => ({
    channel: 'BANK',
    bankCode: '014',
    accountNumber: '0012345678',
    accountName: 'Siti Rahayu',
    amount: 10_000,
    ...onBehalf(scene),
  }),
  refundPayment: () => ({ amount: 1_000, reason: 'Pesanan kurang', bearer: 'PLATFORM' }),
};

/** A service says for whom it acts. */
const onBehalf = ({ world, role }: Scene): Body =>
  role === 'service' ? { customerId: world.people.customer.customerId } : {};

/** Puts examples into a document: of what there is in this world, for this role. */
export async function exemplify(document: OpenApi, scene: Scene): Promise<void> {
  const ids = idsOf(scene.world, scene.role);
  for (const operation of operationsOf(document)) {
    exemplifyParameters(operation.parameters ?? [], ids);
    const content = operation.requestBody?.content['application/json'];
    const body = BODIES[operation.operationId];
    if (content && body) content.example = await body(scene);
  }
}

function exemplifyParameters(
  parameters: readonly { name: string; in: string; example?: unknown }[],
  ids: Values,
): void {
  for (const parameter of parameters) {
    const value = ids[parameter.name];
    if (parameter.in === 'path' && value !== undefined) parameter.example = value;
  }
}
