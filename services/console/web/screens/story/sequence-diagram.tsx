import { ScrollArea } from '@mantine/core';
import { useText } from '../../text/language.ts';
import { answeredInMs, answerOf } from './call-answer.ts';
import { type Arrow, sequenceOf } from './sequence.ts';
import type { Story } from '../../api/story.ts';

const LANE_PX = 150;
const STEP_PX = 46;
const HEAD_PX = 44;
const EDGE_PX = 80;
const TIP_PX = 6;
const LABEL_MAX = 24;

/** The same steps as the timeline, drawn; who cannot see it reads the timeline. */
export function SequenceDiagram({ steps }: Pick<Story, 'steps'>) {
  const { t } = useText();
  const { lanes, arrows } = sequenceOf(steps);
  const width = EDGE_PX * 2 + Math.max(0, lanes.length - 1) * LANE_PX;
  const height = HEAD_PX + (arrows.length + 1) * STEP_PX;
  return (
    <ScrollArea type="auto" className="sequence" viewportProps={{ tabIndex: 0 }}>
      <svg width={width} height={height} role="img" aria-label={t('story.diagram')}>
        {lanes.map((lane, at) => (
          <g key={lane}>
            <line x1={laneX(at)} x2={laneX(at)} y1={HEAD_PX - 8} y2={height} className="lane" />
            <text x={laneX(at)} y={22} className="lane-name">
              {lane}
            </text>
          </g>
        ))}
        {arrows.map((arrow, at) => (
          <ArrowLine
            key={`${arrow.step.at} ${at}`}
            arrow={arrow}
            y={HEAD_PX + (at + 0.7) * STEP_PX}
          />
        ))}
      </svg>
    </ScrollArea>
  );
}

const laneX = (lane: number): number => EDGE_PX + lane * LANE_PX;

function ArrowLine({ arrow: { from, to, step }, y }: { arrow: Arrow; y: number }) {
  const speech = useText();
  const answer = answerOf(step, speech);
  const [start, end] = [laneX(from), laneX(to)];
  const back = end > start ? -TIP_PX : TIP_PX;
  const tip = `M${end + back} ${y - TIP_PX / 1.5} L${end} ${y} L${end + back} ${y + TIP_PX / 1.5}`;
  const ms = answeredInMs(step);
  const answered = answer && answer.text + (ms === undefined ? '' : ` (${ms} ms)`);
  const beside =
    end > start
      ? ({ x: start + 8, textAnchor: 'start' } as const)
      : ({ x: start - 8, textAnchor: 'end' } as const);
  const label =
    step.title.length > LABEL_MAX ? `${step.title.slice(0, LABEL_MAX - 1)}…` : step.title;
  return (
    <g className="arrow" data-kind={step.kind} data-tone={answer?.tone}>
      <title>
        {[`${speech.clock(step.at)} ${step.service}: ${step.title}`, answered].join(' ').trim()}
      </title>
      <line x1={start} x2={end} y1={y} y2={y} />
      <path d={tip} />
      <circle cx={start} cy={y} r={3} />
      <text {...beside} y={y - 6}>
        {label}
      </text>
      {answered !== undefined && (
        <text {...beside} y={y + 13} className="answer">
          {answered}
        </text>
      )}
    </g>
  );
}
