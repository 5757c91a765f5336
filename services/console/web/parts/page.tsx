import { Box, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Heading {
  readonly title: string;
  readonly about?: string;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** One screen: what it is, what can be done about all of it, and its parts. */
export function Page({ title, about, beside, children }: Heading) {
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end" gap="sm">
        <Box>
          <Title order={1} size="h3">
            {title}
          </Title>
          {about && (
            <Text c="dimmed" size="sm">
              {about}
            </Text>
          )}
        </Box>
        {beside}
      </Group>
      {children}
    </Stack>
  );
}
