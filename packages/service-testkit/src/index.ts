export { type Instance, PARTNER, type Stage, stageEnvironment, startInstance } from './instance.ts';
