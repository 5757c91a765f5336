import { Badge, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import type { Cause, useCauses, Wanted } from '../../api/failures.ts';
import { Loading, NothingHere } from '../../parts/telling.tsx';
import { go, usePlace, withQuery } from '../../router.ts';
import { useText } from '../../text/language.ts';

interface Listed {
  readonly causes: ReturnType<typeof useCauses>;
  readonly wanted: Wanted;
}

/** What messages were given up for, the most frequent first. */
export function CauseList({ causes: { rows, isLoading }, wanted }: Listed) {
  const { t } = useText();
  const shown = rows
    .filter(({ service }) => wanted.service === undefined || service === wanted.service)
    .toSorted((one, other) => other.count - one.count);
  if (shown.length === 0) {
    return isLoading ? (
      <Loading />
    ) : (
      <NothingHere title={t('failures.none')} description={t('failures.noneAbout')} />
    );
  }
  return (
    <Stack gap={6} className="causes" role="list" aria-label={t('failures.causes')}>
      {shown.map((cause) => (
        <OneCause
          key={`${cause.service} ${cause.cause}`}
          cause={cause}
          isChosen={cause.cause === wanted.cause}
        />
      ))}
    </Stack>
  );
}

function OneCause({ cause, isChosen }: { cause: Cause; isChosen: boolean }) {
  const { t, count, moment } = useText();
  const place = usePlace();
  const choose = () =>
    go(
      withQuery(
        place,
        isChosen
          ? { cause: undefined, service: undefined }
          : { cause: cause.cause, service: cause.service, status: undefined },
      ),
    );
  return (
    <div role="listitem">
      <UnstyledButton
        className="cause"
        data-chosen={isChosen}
        aria-pressed={isChosen}
        onClick={choose}
      >
        <Group justify="space-between" wrap="nowrap" gap="xs" align="flex-start">
          <Text size="sm" fw={600} className="breaks">
            {cause.code || cause.errorClass}
          </Text>
          <Badge variant="filled" color="red" className="badge tabular">
            {count(cause.count)}
          </Badge>
        </Group>
        <Text size="xs" lineClamp={2} className="breaks">
          {cause.text}
        </Text>
        <Text size="xs" c="dimmed" className="mono cut" title={cause.frames[0]}>
          {cause.frames[0] ?? cause.group}
        </Text>
        {cause.note && (
          <Text size="xs" fw={600} className="breaks">
            {t('failures.notedBy', { ...cause.note, at: moment(cause.note.at) })}
          </Text>
        )}
        <Text size="xs" c="dimmed">
          {cause.service} · {t('failures.keys', { count: cause.keys })} · {moment(cause.lastAt)}
        </Text>
        <Text size="xs" c="dimmed">
          {t('failures.schema')} {cause.schemaId ?? '–'} · {t('failures.codeVersion')}{' '}
          {cause.codeVersion}
        </Text>
      </UnstyledButton>
    </div>
  );
}
