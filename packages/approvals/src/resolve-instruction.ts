/**
 * The act that every service has which moves money at KasPro: KasPro says nothing of a transfer, and two people
 * have seen there how it ended. It enters by the same door as KasPro's own final word. PURE.
 */
import type { Rupiah } from '@angkutan/money';

export interface ResolveInstruction {
  readonly type: 'RESOLVE_INSTRUCTION';
  readonly reference: string;
  readonly outcome: 'CONFIRMED' | 'REJECTED';
  /** KasPro's own name for the transfer. */
  readonly providerReference?: string;
  /** What KasPro took on top of the amount, in whole rupiah. */
  readonly serviceFee?: Rupiah;
}

/** Whether an act of any service is this one. */
export const isResolution = (act: { readonly type: string }): act is ResolveInstruction =>
  act.type === 'RESOLVE_INSTRUCTION';

/**
 * Why the outcome is not people's to say, if so. Only what is MANUAL may be resolved: everything else is still
 * asked about, or has ended by KasPro's word.
 */
export function resolutionUnfit(
  instruction: { readonly status: string } | undefined,
): string | undefined {
  if (!instruction) return 'INSTRUCTION_NOT_FOUND';
  return instruction.status === 'MANUAL' ? undefined : 'INSTRUCTION_NOT_MANUAL';
}

/** No code of KasPro: it never said one. */
const SAID_BY_PEOPLE = { code: -1, message: 'told by two operators' } as const;

export type ResolutionSignal =
  | {
      readonly type: 'ok';
      readonly providerReference?: string;
      readonly serviceFee?: Rupiah;
    }
  | { readonly type: 'refused'; readonly code: number; readonly message: string };

/** The signal to `receive` (packages/instructions), as if KasPro had given its final word. */
export function resolutionSignal({
  outcome,
  providerReference,
  serviceFee,
}: ResolveInstruction): ResolutionSignal {
  if (outcome === 'REJECTED') return { type: 'refused', ...SAID_BY_PEOPLE };
  return {
    type: 'ok',
    ...(providerReference !== undefined && { providerReference }),
    ...(serviceFee !== undefined && { serviceFee }),
  };
}
