import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type Approval, decide } from '../../api/approvals.ts';
import { useMayAct } from '../../api/session.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { Facts } from '../../parts/facts.tsx';
import { useText } from '../../text/language.ts';
import { actFacts } from './act-facts.ts';

interface Card {
  readonly approval: Approval;
  readonly isOwn: boolean;
}

export function ApprovalCard({ approval, isOwn }: Card) {
  const { t, moment, rupiah } = useText();
  const { act, service, reason, askedBy, askedAt, expiresAt } = approval;
  return (
    <Paper withBorder p="md" component="article" aria-label={act.type}>
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap="xs" flex="1 1 20rem">
          <Group gap="xs">
            <Title order={2} size="h5">
              {act.type}
            </Title>
            <Badge variant="default" className="badge">
              {service}
            </Badge>
          </Group>
          <Text>{reason}</Text>
          <Facts facts={actFacts(act, rupiah)} />
          <Text size="xs" c="dimmed">
            {t('approvals.asked', {
              by: askedBy,
              at: moment(askedAt),
              until: moment(expiresAt),
            })}
          </Text>
        </Stack>
        <Decisions approval={approval} isOwn={isOwn} />
      </Group>
    </Paper>
  );
}

function Decisions({ approval, isOwn }: Card) {
  const { t } = useText();
  const queries = useQueryClient();
  const mayAct = useMayAct();
  const run = (decision: 'APPROVE' | 'DECLINE') => async (reason: string, key: string) => {
    await decide(approval, { decision, reason }, key);
    await queries.invalidateQueries({ queryKey: ['services'] });
  };
  if (!mayAct) return null;
  return (
    <Stack gap={6} align="flex-end">
      <Group gap="xs">
        <ActButton
          variant="default"
          act={{
            title: t('approvals.declineTitle', { act: approval.act.type }),
            confirm: t('approvals.decline'),
            done: t('approvals.declined'),
            isDangerous: true,
            run: run('DECLINE'),
          }}
        >
          {t('approvals.decline')}
        </ActButton>
        {!isOwn && (
          <ActButton
            variant="filled"
            act={{
              title: t('approvals.approveTitle', { act: approval.act.type }),
              children: <Text size="sm">{t('approvals.approveAbout')}</Text>,
              confirm: t('approvals.approve'),
              done: t('approvals.approved'),
              reason: 'welcome',
              run: run('APPROVE'),
            }}
          >
            {t('approvals.approve')}
          </ActButton>
        )}
      </Group>
      {isOwn && (
        <Text size="xs" c="dimmed">
          {t('approvals.own')}
        </Text>
      )}
    </Stack>
  );
}
