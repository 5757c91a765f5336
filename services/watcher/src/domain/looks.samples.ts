/** A platform that is well, for tests that make it unwell in one respect. */
import type { Instance, Look, Told } from './look.ts';

export const EVERY_MS = 2_000;
const BEGAN = Date.UTC(2026, 0, 5, 3, 0, 0);

export const WELL: Told = {
  since: BEGAN - 3_600_000,
  consumers: [{ group: 'angkutan.wallet', alive: true, held: false }],
  outboxSeconds: 0,
  parkedKeys: 3,
  deadLetters: 7,
  breakers: { transfer: 'closed' },
  calls: {},
  canarySeconds: 4,
  callbacks: 100,
  conflicts: 10,
};

export const instance = (told: Partial<Told> = {}): Instance => ({
  service: 'wallet',
  url: 'http://w1',
  told: { ...WELL, ...told },
});
export const SILENT: Instance = { service: 'wallet', url: 'http://w1' };

/** The n-th look; what is given differs from one at a platform that is well. */
export const lookAt = (n: number, differs: Partial<Look> = {}): Look => ({
  at: BEGAN + n * EVERY_MS,
  instances: [instance()],
  groups: [{ group: 'angkutan.wallet', state: 'Stable' }],
  calls: [
    { service: 'wallet', state: 'SENDING', ageSeconds: 0 },
    { service: 'wallet', state: 'UNKNOWN', ageSeconds: 0 },
    { service: 'wallet', state: 'MANUAL', ageSeconds: 0 },
  ],
  registryAnswers: true,
  money: { sum: 0, breaks: 0, wallets: [] },
  ...differs,
});
