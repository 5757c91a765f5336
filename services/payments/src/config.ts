import { platformEnvironment } from '@angkutan/service';
import { z } from 'zod';

/** The environment of payments: what all services share, and how long a ride waits for a customer to become known. */
export const paymentsEnvironment = platformEnvironment.extend({
  PORT: platformEnvironment.shape.PORT.default(4103),
  CUSTOMER_WAIT_S: z.coerce.number().int().min(1).max(86_400).default(600),
});
