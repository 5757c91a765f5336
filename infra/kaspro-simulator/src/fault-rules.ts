import { z } from 'zod';

export const OPERATIONS = [
  'p2p',
  'bank-transfer',
  'otp',
  'register',
  'ekyc',
  'status',
  'statement',
  'account-inquiry',
  'callback',
] as const;
export type Operation = (typeof OPERATIONS)[number];
export type CallOperation = Exclude<Operation, 'callback'>;

export const FAULTS = [
  'latency',
  'error-500',
  'refuse',
  'act-then-timeout',
  'act-then-reset',
  'timeout',
  'garbage',
  'wrong-types',
  'duplicate',
  'late',
  'missing',
  'before-answer',
  'reorder',
  'outage',
  'in-process',
] as const;
export type Fault = (typeof FAULTS)[number];

/** What can befall any call. */
const ON_CALLS: readonly Fault[] = [
  'latency',
  'error-500',
  'refuse',
  'act-then-timeout',
  'act-then-reset',
  'timeout',
  'garbage',
  'wrong-types',
  'outage',
];

/** Which faults have a meaning where; README.md says which one. */
export const APPLICABLE: Readonly<Record<Operation, readonly Fault[]>> = {
  p2p: [...ON_CALLS, 'duplicate', 'late', 'in-process'],
  'bank-transfer': [...ON_CALLS, 'duplicate', 'late', 'before-answer'],
  otp: ON_CALLS,
  register: ON_CALLS,
  ekyc: ON_CALLS,
  status: [...ON_CALLS, 'missing'],
  statement: ON_CALLS,
  'account-inquiry': ON_CALLS,
  callback: [
    'latency',
    'refuse',
    'garbage',
    'wrong-types',
    'duplicate',
    'late',
    'missing',
    'before-answer',
    'reorder',
    'outage',
  ],
};

const HOUR_MS = 3_600_000;

const rule = z
  .strictObject({
    operation: z.enum([...OPERATIONS, '*']),
    fault: z.enum(FAULTS),
    probability: z.number().min(0).max(1).default(1),
    count: z.int().positive().optional(),
    ms: z.int().min(0).max(HOUR_MS).optional(),
    code: z.int().positive().optional(),
    /** Only calls and callbacks that name all of these accounts. */
    accounts: z.array(z.string().min(1)).max(2).optional(),
  })
  .refine(({ operation, fault }) => operation === '*' || APPLICABLE[operation].includes(fault), {
    error: 'this fault means nothing for this operation',
    path: ['fault'],
  });

export const faultPlan = z.strictObject({
  seed: z.int().min(0).max(0xffffffff).optional(),
  rules: z.array(rule).max(100),
});

export type FaultRule = z.output<typeof rule>;
export type FaultPlan = z.output<typeof faultPlan>;
