import { Group, Text } from '@mantine/core';

const ICON = new URL('../icon.svg', import.meta.url).href;

export function Mark() {
  return (
    <Group gap="xs" wrap="nowrap">
      <img src={ICON} width={26} height={26} alt="" />
      <Text fw={700} size="md">
        Angkutan
      </Text>
    </Group>
  );
}
