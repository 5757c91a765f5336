export type { Context, Message, Result, Verdict, Work } from './work.ts';
