/** KasPro, simulated, with faults: the front door for tests. `main.ts` runs it by itself. */
export { createSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';
export type { FaultPlan, FaultRule } from './fault-rules.ts';
