import { expect, it } from 'vitest';
import { maskAccount, maskEmail, maskMobileNumber, maskName, maskNik, maskText } from './mask.ts';

it('a masked identity can be recognised by its owner and not read by others', () => {
  expect(maskMobileNumber('+6281234567890')).toBe('+6281******890');
  expect(maskName('Siti Nur Rahayu')).toBe('S*** N** R*****');
  expect(maskName('𝒮ari')).toBe('𝒮***');
  expect(maskEmail('siti@example.id')).toBe('s***@example.id');
  expect(maskNik('3171014505900001')).toBe('31************01');
  expect([maskText('JL. CONTOH NO. 1'), maskText('')]).toEqual(['***', '']);
  expect(maskAccount('88881234567890')).toBe('**********7890');
});
