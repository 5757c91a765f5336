import { randomUUID } from 'node:crypto';
import { fromHeaders } from '@angkutan/events';
import type { Person } from '@angkutan/local';
import { eventually } from '@angkutan/testkit';
import { Kafka, logLevel, type Consumer, type KafkaMessage } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw } from './send-raw.ts';
import { AFTER_A_FAULT, attach, type Completion, type Platform, ride, SOON } from './platform.ts';

const DEAD_LETTERS = 'angkutan.payments.dead-letters';

let platform: Platform;
let rider: Person;
let driver: Person;
let consumer: Consumer;
const letters: KafkaMessage[] = [];
beforeAll(async () => {
  platform = await attach();
  rider = await platform.person('USER', 500_000);
  driver = await platform.person('DRIVER');
  const kafka = new Kafka({
    brokers: [...platform.stack.kafka.brokers],
    logLevel: logLevel.NOTHING,
  });
  consumer = kafka.consumer({ groupId: `e2e-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic: DEAD_LETTERS, fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void letters.push(message) });
});
afterAll(async () => {
  await consumer.disconnect();
  await platform.detach();
});

const newRide = (): string => `ride-${randomUUID()}`;
const header = (letter: KafkaMessage | undefined, name: string): string =>
  String(letter?.headers?.[name] ?? '');
/** The dead letter of a key, once it is there. */
const letterOf = (key: string, patience = SOON): Promise<KafkaMessage> =>
  eventually(() => {
    const letter = letters.find((one) => String(one.key) === key);
    if (!letter) throw new Error(`no dead letter of ${key} among ${letters.length}`);
    return letter;
  }, patience);

/** A good ride of the same key's partition goes through: the consumer has gone on. */
async function expectConsumerGoesOn(): Promise<void> {
  const rideId = newRide();
  await platform.rides.publish(ride({ rideId, rider, driver }).completed);
  await platform.becomes(rideId, ['SETTLED']);
}

describe('an event that cannot be read', () => {
  it.each([
    ['is no Avro at all', Buffer.from('{"rideId": "json"}')],
    ['has an unknown schema id', Buffer.from([0, 0x7f, 0xff, 0xff, 0xff, 1, 2, 3])],
    ['is cut off', Buffer.from([0, 0, 0])],
    ['is empty', Buffer.alloc(0)],
  ])('%s: it is dead-lettered byte for byte, and the consumer goes on', async (_case, value) => {
    const key = newRide();
    await sendRaw(platform, key, value);
    const letter = await letterOf(key);
    expect(letter.value).toEqual(value);
    await expectConsumerGoesOn();
  });
});

describe('a ride that cannot be', () => {
  const cases: [string, Completion][] = [
    ['FARE_OUT_OF_RANGE', { fare: 0n }],
    ['FARE_OUT_OF_RANGE', { fare: -1n }],
    ['FARE_OUT_OF_RANGE', { fare: 10_000_001n }],
    ['PROMOTION_ABOVE_FARE', { promoDiscount: 20_001n }],
    ['NEGATIVE_AMOUNT', { tolls: -1n }],
    ['UNKNOWN_PAYMENT_METHOD', { paymentMethod: 'BARTER' }],
  ];
  it.each(cases)('%s is dead-lettered under its name (%o)', async (code, completion) => {
    const rideId = newRide();
    await platform.rides.publish(ride({ rideId, rider, driver }, completion).completed);
    const letter = await letterOf(rideId);
    expect(JSON.stringify(headersOf(letter))).toContain(code);
    const envelope = fromHeaders(letter.headers ?? {});
    expect(envelope).toMatchObject({ type: expect.stringContaining('RideCompleted') });
  });

  it('DRIVER_IS_RIDER is dead-lettered, and nobody pays', async () => {
    const rideId = newRide();
    const before = await platform.available(rider);
    await platform.rides.publish(ride({ rideId, rider, driver: rider }).completed);
    expect(JSON.stringify(headersOf(await letterOf(rideId)))).toContain('DRIVER_IS_RIDER');
    expect(await platform.available(rider)).toBe(before);
  });
});

const headersOf = (letter: KafkaMessage): Record<string, string> =>
  Object.fromEntries(Object.keys(letter.headers ?? {}).map((name) => [name, header(letter, name)]));

describe('a ride of somebody we do not know', () => {
  it('waits, other rides go on, and then it is dead-lettered', async () => {
    const rideId = newRide();
    const stranger = { customerId: randomUUID() };
    await platform.rides.publish(ride({ rideId, rider: stranger, driver }).completed);
    await expectConsumerGoesOn();
    expect(letters.some((one) => String(one.key) === rideId)).toBe(false);
    const letter = await letterOf(rideId, AFTER_A_FAULT);
    expect(letter.value?.length).toBeGreaterThan(0);
  });
});
