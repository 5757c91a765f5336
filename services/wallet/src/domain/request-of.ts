import type { Request } from './request.ts';
import type { Transfer } from './transfer.ts';
import type { Flow } from './working-set.ts';

/** The request that a transfer belongs to, in the one status in which that transfer can end. */
export function requestOf<S extends Request['status']>(
  flow: Flow,
  transfer: Transfer,
  status: S,
): Extract<Request, { status: S }> {
  const request = flow.request(transfer.requestId);
  if (!isIn(request, status)) {
    throw new Error(`AKT_TRANSFER_OUT_OF_STEP: ${transfer.reference} in ${request?.status}`);
  }
  return request;
}

const isIn = <S extends Request['status']>(
  request: Request | undefined,
  status: S,
): request is Extract<Request, { status: S }> => request?.status === status;
