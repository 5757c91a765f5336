import { shareOf, type Rupiah } from '@angkutan/money';
import type { Rules, Service } from '@angkutan/rules';

/** Commission in whole rupiah on the fare alone, rounded half up once, on the sum of both rates. */
export function commissionOn(
  { commission }: Pick<Rules, 'commission'>,
  service: Service,
  fare: Rupiah,
): Rupiah {
  const { platform, support } = commission[service];
  return shareOf(fare, platform + support);
}
