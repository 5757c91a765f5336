import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import {
  type Person,
  proveIdentity,
  readStack,
  register,
  topUp,
  untilHolds,
} from '@angkutan/local';
import {
  type CanaryScanner,
  createCanaryScanner,
  type Hit,
  scanFolder,
  scanKafka,
  scanMongo,
} from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { attach, type Platform, ride } from './platform.ts';

// What the simulated KTP says of everybody.
const CARD = { address: 'JL. CONTOH NO. 1', village: 'CIDENG', occupation: 'KARYAWAN SWASTA' };
const { stateDir, spansFile } = inject('e2e');

let platform: Platform;
let rider: Person;
let driver: Person;
let scanner: CanaryScanner;
beforeAll(async () => {
  platform = await attach();
  const [riderName, driverName] = [letters(), letters()];
  rider = await register(platform.stack, 'USER', riderName);
  driver = await register(platform.stack, 'DRIVER', driverName);
  const [ofRider, ofDriver] = [rider, driver].map(({ mobileNumber }) => mobileNumber.slice(1));
  scanner = createCanaryScanner({
    riderName,
    driverName,
    ...CARD,
    ofRider: ofRider ?? '',
    ofDriver: ofDriver ?? '',
  });
});
afterAll(() => platform.detach());

function letters(): string {
  return `Kenari${randomBytes(8).toString('hex').replaceAll(/\d/g, 'q')}`;
}

// What may be there: a scan that does not find it would find nothing else either.
const idScanner = (): CanaryScanner => createCanaryScanner({ id: rider.customerId });
const inLogs = async (by: CanaryScanner): Promise<readonly Hit[]> =>
  (await scanFolder(by, join(stateDir, 'logs'))).hits;
const inTopics = async (by: CanaryScanner): Promise<readonly Hit[]> =>
  (await scanKafka(by, { brokers: platform.stack.kafka.brokers })).hits;
const inDatabases = async (by: CanaryScanner): Promise<readonly Hit[]> =>
  (await scanMongo(by, { uri: platform.stack.mongodb.uri })).hits;

describe('who a person is, after the person has come, paid and ridden', () => {
  it('goes through every service', async () => {
    const { stack } = platform;
    for (const { customerId } of [rider, driver]) await proveIdentity(stack, customerId);
    await topUp(stack, rider, 200_000);
    await untilHolds(stack, rider, 200_000);
    const rideId = `ride-${letters()}`;
    const { booked, completed } = ride({ rideId, rider, driver });
    await platform.rides.publish(booked);
    await platform.rides.publish(completed);
    await platform.becomes(rideId, ['SETTLED']);
    await untilHolds(stack, driver, 16_000);
  });

  it('is in no log of any process, at its loudest', async () => {
    expect(await inLogs(scanner)).toEqual([]);
    expect(await inLogs(createCanaryScanner({ said: 'listening' }))).not.toEqual([]);
  });

  it('is in no span of any trace', async () => {
    const inSpans = async (by: CanaryScanner) => (await scanFolder(by, dirname(spansFile))).hits;
    expect(await inSpans(scanner)).toEqual([]);
    expect(await inSpans(idScanner())).toEqual([]);
    expect(await inSpans(createCanaryScanner({ said: 'process RideBooked' }))).not.toEqual([]);
  });

  it('is in no message of any topic', async () => {
    expect(await inTopics(scanner)).toEqual([]);
    expect(await inTopics(idScanner())).not.toEqual([]);
  });

  it('is in no document of any database, nor was for a moment', async () => {
    expect(await inDatabases(scanner)).toEqual([]);
    expect(await inDatabases(idScanner())).not.toEqual([]);
  });

  it('is in no metric of any service', async () => {
    const services = Object.values(readStack(stateDir)?.services ?? {});
    const urls = services.flatMap(({ instances }) => instances.map(({ url }) => url));
    expect(urls.length).toBeGreaterThan(2);
    for (const url of urls) {
      const text = await (await fetch(`${url}/metrics`)).text();
      expect([text.length > 1_000, scanner.hitsIn(url, text)]).toEqual([true, []]);
    }
  });
});
