import { Stack } from '@mantine/core';
import { useApprovals } from '../../api/approvals.ts';
import { useSession } from '../../api/session.ts';
import { Page } from '../../parts/page.tsx';
import { Loading, NothingHere, Unanswered } from '../../parts/telling.tsx';
import { useText } from '../../text/language.ts';
import { ApprovalCard } from './approval-card.tsx';

export function Approvals() {
  const { t } = useText();
  const { rows, isLoading, failures } = useApprovals();
  const { data: session } = useSession();
  const oldestFirst = rows.toSorted((one, other) => one.askedAt.localeCompare(other.askedAt));
  return (
    <Page title={t('approvals.title')} about={t('approvals.about')}>
      <Stack gap="sm">
        <Unanswered failures={failures} />
        {isLoading && <Loading />}
        {!isLoading && rows.length === 0 && (
          <NothingHere
            icon="check"
            title={t('approvals.none')}
            description={t('approvals.noneAbout')}
          />
        )}
        {oldestFirst.map((approval) => (
          <ApprovalCard
            key={`${approval.service} ${approval.approvalId}`}
            approval={approval}
            isOwn={approval.askedBy === session?.sub}
          />
        ))}
      </Stack>
    </Page>
  );
}
