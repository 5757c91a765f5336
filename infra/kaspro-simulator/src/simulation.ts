import type { TopUpNumbers } from '@angkutan/kaspro';
import type { CallLog } from './call-log.ts';
import type { Callbacks } from './callbacks.ts';
import type { Faults } from './faults.ts';
import type { OtpDesk } from './otp-desk.ts';
import type { Settlement } from './settlement.ts';
import type { State } from './state.ts';
import type { Timers } from './timers.ts';

/** The parts that the endpoints work with. */
export interface Simulation {
  readonly state: State;
  readonly faults: Faults;
  readonly calls: CallLog;
  readonly callbacks: Callbacks;
  readonly settlement: Settlement;
  readonly otps: OtpDesk;
  readonly topUpNumbers: TopUpNumbers;
  readonly timers: Timers;
  readonly partnerId: string;
  readonly secret: string;
  /** Whether a code goes to registered numbers alone. */
  readonly registerFirst: boolean;
  /** Where the missing part of a reversal is taken. */
  readonly escrowAccount: string;
}
