import { z } from '@angkutan/http';
import { type Break, lacking, RESOLUTIONS } from '../domain/break.ts';

const rupiah = z.int().meta({ description: 'Whole rupiah, signed as it moves the account' });

export const breakSchema = z.object({
  breakId: z.string(),
  account: z.string().meta({ description: 'Such as escrow or customer/<customerId>/SUBSCRIBER' }),
  class: z.enum(['MISSING_HERE', 'MISSING_THERE', 'DIFFERENT_AMOUNT', 'DUPLICATE', 'BALANCE']),
  reference: z.string().meta({ description: 'Ours after `p/`, KasPro’s after `r/`' }),
  ours: rupiah,
  theirs: rupiah,
  difference: rupiah,
  date: z.iso.date(),
  ageHours: z.int().min(0),
  owner: z.string(),
  status: z.enum(['OPEN', 'CLOSED', 'RESOLVING', 'RESOLVED']),
  resolution: z.enum(RESOLUTIONS).optional(),
  note: z.string().optional(),
});

const HOUR_MS = 3_600_000;

export const viewOf = (one: Break, now: Date): object => ({
  breakId: one.breakId,
  account: one.account,
  class: one.class,
  reference: one.key,
  ours: one.ours,
  theirs: one.theirs,
  difference: lacking(one),
  date: one.day,
  ageHours: Math.max(0, Math.floor((now.getTime() - one.firstSeenAt.getTime()) / HOUR_MS)),
  owner: one.owner,
  status: one.status,
  ...(one.resolution !== undefined && { resolution: one.resolution }),
  ...(one.note !== undefined && { note: one.note }),
});
