/** Handing back in three steps: foresee it, ask for it with a reason, watch it. */
import { NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import {
  askReplay,
  type AskedReplay,
  type Chosen,
  PREVIEW_MAX,
  usePreview,
} from '../../api/replays.ts';
import { useMayAct } from '../../api/session.ts';
import { ActForm } from '../../parts/act-dialog.tsx';
import { Link } from '../../parts/link.tsx';
import { Dialog } from '../../parts/overlay.tsx';
import { Loading, ProblemAlert } from '../../parts/telling.tsx';
import { useText } from '../../text/language.ts';
import { EffectView } from './effect-view.tsx';
import { effectOf } from './ledger-effect.ts';
import { ReplayProgress } from './replay-progress.tsx';

const PER_SECOND = 10;
const PER_SECOND_MAX = 100;

interface Shown {
  readonly chosen: Chosen;
  readonly onClose: () => void;
}

export function ReplayDialog({ chosen, onClose }: Shown) {
  const { t, count } = useText();
  const [asked, setAsked] = useState<AskedReplay>();
  return (
    <Dialog
      onClose={onClose}
      title={t('replay.title', {
        count: chosen.count,
        written: count(chosen.count),
        service: chosen.service,
      })}
    >
      {asked ? (
        <Outcome chosen={chosen} asked={asked} />
      ) : (
        <Asking chosen={chosen} onAsked={setAsked} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Asking({ chosen, onAsked, onClose }: Shown & { onAsked: (asked: AskedReplay) => void }) {
  const { t, count } = useText();
  const { data: previews, error } = usePreview(chosen);
  const [perSecond, setPerSecond] = useState<number>(PER_SECOND);
  const mayAct = useMayAct();
  if (error) return <ProblemAlert error={error} />;
  if (!previews) return <Loading />;
  const foreseen = (
    <Stack>
      <EffectView effect={effectOf(previews)} />
      {chosen.count > previews.length && (
        <Text size="xs" c="dimmed">
          {t('replay.foreseenOf', {
            some: count(Math.min(previews.length, PREVIEW_MAX)),
            all: count(chosen.count),
          })}
        </Text>
      )}
    </Stack>
  );
  if (!mayAct) return foreseen;
  return (
    <ActForm
      onClose={onClose}
      keepsOpen
      act={{
        title: '',
        confirm: t('replay.confirm'),
        done: t('replay.asked'),
        isReady: perSecond >= 1,
        async run(reason, key) {
          onAsked(await askReplay(chosen, { perSecond, reason }, key));
        },
        children: (
          <>
            {foreseen}
            <NumberInput
              label={t('replay.perSecond')}
              description={t('replay.perSecondAbout')}
              min={1}
              max={PER_SECOND_MAX}
              allowDecimal={false}
              clampBehavior="strict"
              value={perSecond}
              onChange={(value) => setPerSecond(Number(value))}
              maw={280}
            />
          </>
        ),
      }}
    />
  );
}

function Outcome({ chosen: { service }, asked }: { chosen: Chosen; asked: AskedReplay }) {
  const { t, count } = useText();
  if (asked.approvalId === undefined) {
    return <ReplayProgress service={service} replayId={asked.replayId} />;
  }
  return (
    <Stack>
      <Text>{t('replay.waits', { count: count(asked.messages) })}</Text>
      <Link to="/approvals">{t('replay.toApprovals')}</Link>
    </Stack>
  );
}
