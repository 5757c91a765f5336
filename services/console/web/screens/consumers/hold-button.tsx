import { Text } from '@mantine/core';
import { z } from 'zod';
import { ask } from '../../api/request.ts';
import { pathOf } from '../../api/services.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useText } from '../../text/language.ts';

interface Held {
  readonly service: string;
  readonly group: string;
  readonly isHeld: boolean;
}

const answer = z.object({ held: z.boolean() });

/** Stops a consumer in all its instances, or lets it go on. */
export function HoldButton({ service, group, isHeld }: Held) {
  const { t } = useText();
  const asked = isHeld ? 'releases' : 'holds';
  const run = async (reason: string, key: string): Promise<void> => {
    const path = pathOf(service, `/operations/consumers/${encodeURIComponent(group)}/${asked}`);
    await ask(answer, path, { method: 'POST', body: { reason }, key });
  };
  const act = isHeld
    ? { title: t('hold.release'), confirm: t('hold.release'), done: t('hold.released', { group }) }
    : { title: t('hold.hold'), confirm: t('hold.hold'), done: t('hold.held', { group }) };
  return (
    <ActButton
      size="compact-xs"
      variant={isHeld ? 'filled' : 'default'}
      leftSection={<Icon name={isHeld ? 'play' : 'pause'} size={12} />}
      act={{
        ...act,
        run,
        children: (
          <Text size="sm">
            {isHeld ? t('hold.releaseAbout', { group }) : t('hold.holdAbout', { group })}
          </Text>
        ),
      }}
    >
      {isHeld ? t('hold.release') : t('hold.hold')}
    </ActButton>
  );
}
