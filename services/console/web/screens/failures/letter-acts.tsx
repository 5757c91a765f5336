import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { type Cause, type Letter, noteCause, type Wanted } from '../../api/failures.ts';
import { type Chosen, drop, PREVIEW_MAX } from '../../api/replays.ts';
import { useMayAct } from '../../api/session.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useText } from '../../text/language.ts';
import { ReplayDialog } from './replay-dialog.tsx';

interface Acts {
  readonly wanted: Wanted;
  readonly causes: readonly Cause[];
  /** Those that are loaded. */
  readonly rows: readonly Letter[];
  readonly chosen: readonly Letter[];
  readonly onForget: () => void;
}

const idsOf = (letters: readonly Letter[]): readonly string[] => letters.map(({ id }) => id);

const causeShown = ({ wanted: { cause, service }, causes }: Acts): Cause | undefined =>
  causes.find((one) => one.cause === cause && one.service === service);

/** All of the cause that is shown, also what is not loaded yet. */
function wholeCause(acts: Acts): Chosen | undefined {
  const { search, type, key, code, status = 'DEAD' } = acts.wanted;
  const isNarrowed = [search, type, key, code].some((term) => term !== undefined);
  const shown = causeShown(acts);
  if (!shown || isNarrowed || status !== 'DEAD') return undefined;
  return {
    service: shown.service,
    ids: idsOf(acts.rows.slice(-PREVIEW_MAX)),
    cause: shown.cause,
    count: shown.count,
  };
}

/** Messages go back to one service's consumers at a time. */
function selection({ chosen }: Acts): Chosen | undefined {
  const [first, ...rest] = chosen;
  if (!first || rest.some(({ service }) => service !== first.service)) return undefined;
  return { service: first.service, ids: idsOf(chosen), count: chosen.length };
}

export function LetterActs(acts: Acts) {
  const [replayed, setReplayed] = useState<Chosen>();
  const { chosen, onForget } = acts;
  const all = wholeCause(acts);
  const some = selection(acts);
  const cause = causeShown(acts);
  if (!cause && chosen.length === 0) return null;
  const close = () => {
    setReplayed(undefined);
    onForget();
  };
  return (
    <Group gap="xs" className="acts-bar">
      {chosen.length > 0 && <HowMany chosen={chosen} isOneService={some !== undefined} />}
      <ReplayButtons some={some} all={all} onReplay={setReplayed} />
      {some && <DropButton chosen={some} onDropped={onForget} />}
      {cause && <NoteButton cause={cause} />}
      {replayed && <ReplayDialog chosen={replayed} onClose={close} />}
    </Group>
  );
}

function HowMany({ chosen, isOneService }: Pick<Acts, 'chosen'> & { isOneService: boolean }) {
  const { t, count } = useText();
  return (
    <>
      <Text size="sm" fw={600}>
        {t('failures.chosen', { count: chosen.length, written: count(chosen.length) })}
      </Text>
      {!isOneService && <Text size="xs">{t('failures.oneService')}</Text>}
    </>
  );
}

interface Buttons {
  readonly some: Chosen | undefined;
  readonly all: Chosen | undefined;
  readonly onReplay: (chosen: Chosen) => void;
}

/** Who may only look may foresee it all the same. */
function ReplayButtons({ some, all, onReplay }: Buttons) {
  const { t, count } = useText();
  const mayAct = useMayAct();
  return (
    <>
      {some && (
        <Button
          size="xs"
          leftSection={<Icon name="play" size={12} />}
          onClick={() => onReplay(some)}
        >
          {mayAct ? t('failures.replayChosen') : t('failures.previewChosen')}
        </Button>
      )}
      {all && (
        <Button size="xs" variant={some ? 'default' : 'filled'} onClick={() => onReplay(all)}>
          {mayAct
            ? t('failures.replayAll', { count: count(all.count) })
            : t('failures.previewAll', { count: count(all.count) })}
        </Button>
      )}
    </>
  );
}

function NoteButton({ cause }: { cause: Cause }) {
  const { t } = useText();
  return (
    <ActButton
      variant="default"
      act={{
        title: t('failures.noteCause'),
        children: <Text size="sm">{t('failures.noteAbout')}</Text>,
        confirm: t('failures.noteCause'),
        done: t('failures.noted'),
        run: (note, key) => noteCause(cause, note, key),
      }}
    >
      {t('failures.noteCause')}
    </ActButton>
  );
}

function DropButton({ chosen, onDropped }: { chosen: Chosen; onDropped: () => void }) {
  const { t, count } = useText();
  return (
    <ActButton
      color="red"
      act={{
        title: t('drop.title', { count: chosen.count, written: count(chosen.count) }),
        children: <Text size="sm">{t('drop.about')}</Text>,
        confirm: t('drop.confirm'),
        done: t('drop.done'),
        isDangerous: true,
        async run(reason, key) {
          await drop(chosen, { reason, key });
          onDropped();
        },
      }}
    >
      {t('drop.confirm')}
    </ActButton>
  );
}
