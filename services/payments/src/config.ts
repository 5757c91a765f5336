import { keyOf32Bytes, platformEnvironment } from '@angkutan/service';
import { z } from 'zod';

/**
 * The environment of payments: what all services share, the keys by which a phone number is found and a note to a
 * payee is sealed, and how long a ride waits for a customer to become known.
 */
export const paymentsEnvironment = platformEnvironment.extend({
  PORT: platformEnvironment.shape.PORT.default(4103),
  EVENT_SEALING_KEY: keyOf32Bytes,
  LOOKUP_KEY: keyOf32Bytes,
  CUSTOMER_WAIT_S: z.coerce.number().int().min(1).max(86_400).default(600),
});
