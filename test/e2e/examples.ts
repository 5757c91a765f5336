import { randomInt } from 'node:crypto';
import { proveNumber, requestCode } from '@angkutan/local';
import { FIRST_RULES } from '@angkutan/rules';
import type { Platform } from './platform.ts';
import { type OpenApi, type Operation, operationsOf } from './served-documents.ts';
import { BANK_ACCOUNT, idsOf, type World } from './world.ts';

type Values = Readonly<Record<string, unknown>>;

const NUMBERS = 100_000_000;

export interface Scene {
  readonly platform: Platform;
  readonly world: World;
  readonly role: string;
}

/**
 * A body that a service answers 2xx, per operation: most operations do what they are for only on
 * things that are there. New ones each time, for codes and tokens are good once.
 */
const BODIES: Readonly<Record<string, (scene: Scene) => Promise<Values> | Values>> = {
  requestOtp: () => ({ mobileNumber: `0813${String(randomInt(NUMBERS)).padStart(8, '0')}` }),
  validateOtp: ({ platform }) => requestCode(platform.stack),
  registerCustomer: async ({ platform }) => ({
    ...(await proveNumber(platform.stack)),
    name: 'Siti Rahayu',
    role: 'USER',
    consents: { terms: true, privacy: true },
  }),
  decideKyc: () => ({ decision: 'APPROVE', reason: 'Foto cocok' }),
  tipDriver: ({ world, role }) => {
    const { rideId, customerId } = idsOf(world, role);
    return { rideId, customerId, amount: 1_000 };
  },
  sendMoney: ({ world, role }) => ({
    toMobileNumber: world.friend.mobileNumber,
    amount: 1_000,
    customerId: idsOf(world, role).customerId,
  }),
  readQris: () => ({ qrContent: QRIS }),
  payQris: ({ world, role }) => ({
    qrContent: QRIS,
    amount: 12_000,
    customerId: idsOf(world, role).customerId,
  }),
  refundPayment: () => ({ amount: 1_000, reason: 'Pesanan kurang', bearer: 'PLATFORM' }),
  previewReplay: () => NO_LETTERS,
  replay: () => ({ ...NO_LETTERS, reason: 'Sudah diperbaiki' }),
  dropDeadLetters: () => ({ ...NO_LETTERS, reason: 'Tidak dapat dijalankan' }),
  noteCause: () => ({ note: 'Diperbaiki di 1.4.2' }),
  resolveInstruction: () => ({ outcome: 'REJECTED', reason: 'Surat KasPro' }),
  sweepInstructions: () => ({ reason: 'KasPro menjawab lagi' }),
  resolveBreak: () => ({ resolution: 'EXPLAINED', reason: 'Surat KasPro' }),
  writeOffDebt: () => ({ role: 'USER', amount: 1_000, reason: 'Tidak tertagih' }),
  // Read and refused: a version that counts would change what the other tests pay, and cannot be withdrawn.
  addRules: () => ({
    version: 'e2e-example',
    validFrom: '2020-01-01T00:00:00+07:00',
    reason: 'KM 667/2022',
    ...TERMS,
  }),
  requestCashOut: ({ world, role }) => ({
    ...BANK_ACCOUNT,
    amount: 20_000,
    customerId: idsOf(world, role).customerId,
  }),
};

const NO_LETTERS = { ids: ['angkutan.none:1'] };
const { version: _version, validFrom: _validFrom, ...FIRST_TERMS } = FIRST_RULES;
const TERMS: Values = JSON.parse(
  JSON.stringify(FIRST_TERMS, (_name, value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value,
  ),
);

/** A static code, whose payer names the amount. */
const QRIS =
  '00020101021126590013ID.KASPRO.WWW011893600812000000000102090000000010303UMI51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI5204412153033605802ID5913ANGKUTAN TEST6007JAKARTA61051011062070703A016304C623';

const QUERIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  getStory: { id: 'ride-1.ride' },
  getAccounts: { book: 'wallet' },
  quoteCashOut: { channel: 'BANK', amount: '100000' },
};

export const bodyFor = async ({ operationId }: Operation, scene: Scene): Promise<Values> =>
  (await BODIES[operationId]?.(scene)) ?? {};
export const queryFor = ({ operationId }: Operation): Readonly<Record<string, string>> =>
  QUERIES[operationId] ?? {};

/** Puts examples into a document: of what there is in this world, for this role. */
export async function exemplify(document: OpenApi, scene: Scene): Promise<void> {
  for (const operation of operationsOf(document)) {
    exemplifyParameters(operation, {
      path: { ...idsOf(scene.world, scene.role) },
      query: queryFor(operation),
    });
    const content = operation.requestBody?.content['application/json'];
    const body = await bodyFor(operation, scene);
    if (content && Object.keys(body).length > 0) content.example = body;
  }
}

function exemplifyParameters(
  { parameters = [] }: Operation,
  values: Readonly<Record<string, Values>>,
): void {
  for (const parameter of parameters) {
    const value = values[parameter.in]?.[parameter.name];
    if (value !== undefined) parameter.example = value;
  }
}
