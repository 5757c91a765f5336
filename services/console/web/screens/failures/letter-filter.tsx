import { Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { STATUSES, type Wanted } from '../../api/failures.ts';
import { SERVICES } from '../../api/services.ts';
import { Icon } from '../../parts/icon.tsx';
import { go, usePlace, withQuery } from '../../router.ts';
import type { TextKey } from '../../text/text-keys.ts';
import { useText } from '../../text/language.ts';

const TYPING_MS = 300;
const TERMS: readonly (readonly ['type' | 'key' | 'code', TextKey])[] = [
  ['type', 'failures.type'],
  ['key', 'failures.key'],
  ['code', 'failures.code'],
];

/** Full text and fields; what is asked for stands in the address, so that it can be passed on. */
export function LetterFilter({ wanted }: { wanted: Wanted }) {
  const { t } = useText();
  const place = usePlace();
  const ask = (values: Wanted | Record<string, undefined>) =>
    go(withQuery(place, { ...values }), 'replace');
  const askSoon = useDebouncedCallback(ask, TYPING_MS);
  return (
    <Group gap="xs" align="flex-end" role="search">
      <TextInput
        flex="2 1 12rem"
        size="xs"
        label={t('failures.search')}
        placeholder={t('failures.searchIn')}
        leftSection={<Icon name="search" size={14} />}
        defaultValue={wanted.search ?? ''}
        onChange={(event) => askSoon({ search: event.currentTarget.value })}
      />
      {TERMS.map(([field, label]) => (
        <TextInput
          key={field}
          flex="1 1 7rem"
          size="xs"
          label={t(label)}
          defaultValue={wanted[field] ?? ''}
          onChange={(event) => askSoon({ [field]: event.currentTarget.value })}
        />
      ))}
      <Select
        flex="1 1 7rem"
        size="xs"
        label={t('page.service')}
        placeholder={t('page.all')}
        clearable
        data={[...SERVICES]}
        value={wanted.service ?? null}
        onChange={(service) => ask({ service: service ?? '', cause: '' })}
      />
      <Select
        flex="1 1 7rem"
        size="xs"
        label={t('failures.status')}
        allowDeselect={false}
        data={STATUSES.map((value) => ({ value, label: t(`letterStatus.${value}`) }))}
        value={wanted.status ?? 'DEAD'}
        onChange={(status) => ask({ status: status ?? '' })}
      />
    </Group>
  );
}
