export * from './account.ts';
export * from './posting.ts';
export * from './wallet-books.ts';
export * from './flows.ts';
export * from './flows-in.ts';
export * from './outgoing.ts';
export * from './corrections.ts';
