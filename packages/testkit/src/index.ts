export { parts, type Parts } from './parts.ts';
export { createCanaryScanner, type Canaries, type CanaryScanner, type Hit } from './canary.ts';
export { scanFolder, scanKafka, scanMongo, type MongoPlaces, type Scan } from './canary-places.ts';
export { eventually, type Patience } from './eventually.ts';
export { checkLeaks } from './leaks.ts';
export { createTopic, produce, readTopic, type Produced } from './kafka.ts';
export { testDatabase, type TestDatabase } from './mongo.ts';
export { startTokenIssuer, type TokenIssuer } from './tokens.ts';
export { unique } from './unique.ts';
