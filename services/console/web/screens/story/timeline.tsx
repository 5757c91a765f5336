import { Badge, Box, Group, Text } from '@mantine/core';
import type { Step, Story } from '../../api/story.ts';
import { Link } from '../../parts/link.tsx';
import { useText } from '../../text/language.ts';
import { answeredInMs, answerOf } from './call-answer.ts';
import { isIdName, isMoneyName } from './fact-names.ts';

const COLOURS = {
  event: 'indigo',
  posting: 'teal',
  call: 'gray',
  callback: 'yellow',
  command: 'grape',
  message: 'red',
  reconciliation: 'cyan',
} as const;

const TONE_COLOURS = { ok: 'green', refused: 'orange', unknown: 'red', waiting: 'gray' } as const;

/** Shown beside the title. */
const BESIDE: readonly string[] = ['latencyMs', 'httpStatus'];

export function Timeline({ steps }: Pick<Story, 'steps'>) {
  const { t } = useText();
  const first = steps[0]?.at;
  return (
    <Box component="ol" className="timeline" aria-label={t('story.timeline')}>
      {steps.map((step, at) => (
        <OneStep key={`${step.at} ${at}`} step={step} first={first ?? step.at} />
      ))}
    </Box>
  );
}

function OneStep({ step, first }: { step: Step; first: string }) {
  const speech = useText();
  const { t, clock, rate } = speech;
  const answer = answerOf(step, speech);
  const since = (new Date(step.at).getTime() - new Date(first).getTime()) / 1_000;
  return (
    <li data-kind={step.kind} data-tone={answer?.tone}>
      <div className="timeline-time tabular">
        <Text size="xs">{clock(step.at)}</Text>
        <Text size="xs" c="dimmed">
          +{rate(since)} s
        </Text>
      </div>
      <div className="timeline-step">
        <Group gap="xs">
          <Badge className="badge" variant="light" color={COLOURS[step.kind]}>
            {t(`stepKind.${step.kind}`)}
          </Badge>
          <Text size="sm" fw={600}>
            {step.title}
          </Text>
          {answer && (
            <Badge className="badge" variant="light" color={TONE_COLOURS[answer.tone]}>
              {answer.text}
            </Badge>
          )}
          <Latency ms={answeredInMs(step)} />
          <Text size="xs" c="dimmed">
            {step.service}
            {step.topic !== undefined && ` · ${step.topic} ${step.partition}@${step.offset}`}
          </Text>
        </Group>
        <FactLine facts={step.facts} />
      </div>
    </li>
  );
}

/** How long KasPro took to answer. */
function Latency({ ms }: { ms: number | undefined }) {
  const { t, count } = useText();
  if (ms === undefined) return null;
  return (
    <Badge className="badge tabular" variant="default">
      {t('story.answeredIn', { ms: count(ms) })}
    </Badge>
  );
}

function FactLine({ facts }: Pick<Step, 'facts'>) {
  const { rupiah } = useText();
  return (
    <Text size="xs" component="div" className="fact-line breaks">
      {Object.entries(facts)
        .filter(([name]) => !BESIDE.includes(name))
        .map(([name, value]) => (
          <span key={name}>
            <span className="fact-name">{name}</span>{' '}
            {isIdName(name) ? (
              <Link to={`/story?q=${encodeURIComponent(String(value))}`} inherit className="mono">
                {value}
              </Link>
            ) : typeof value === 'number' && isMoneyName(name) ? (
              rupiah(value)
            ) : (
              value
            )}
          </span>
        ))}
    </Text>
  );
}
