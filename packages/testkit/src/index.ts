export { parts, type Parts } from './parts.ts';
export { eventually, type Patience } from './eventually.ts';
export { checkLeaks } from './leaks.ts';
export { createTopic, produce, readTopic, type Produced } from './kafka.ts';
export { testDatabase, type TestDatabase } from './mongo.ts';
export { startTokenIssuer, type TokenIssuer } from './tokens.ts';
export { unique } from './unique.ts';
