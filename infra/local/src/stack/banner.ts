import type { How } from '../parts/parts.ts';
import type { Stack } from './start-stack.ts';
import type { Instance } from './stack-file.ts';

const NAME_WIDTH = 17;
const HOW: Readonly<Record<How, string>> = {
  external: 'given',
  docker: 'container, data not kept',
  local: 'process',
};

/** What runs and where, a line each. */
export function bannerOf(stack: Stack): readonly string[] {
  const { how, kafka, mongodb, schemaRegistry, kaspro, services } = stack;
  return [
    row('Kafka', kafka.brokers.join(', '), HOW[how.kafka]),
    row('MongoDB', withoutPassword(mongodb.uri), HOW[how.mongodb]),
    row('schema registry', schemaRegistry.url, HOW[how.schemaRegistry]),
    row('KasPro', kaspro.url, kaspro.sandbox ? 'simulator' : 'given'),
    ...Object.entries(services).map(([name, instances]) => row(name, urls(instances), '')),
  ];
}

function row(name: string, address: string, remark: string): string {
  return `  ${name.padEnd(NAME_WIDTH)} ${address}${remark && `  (${remark})`}`;
}

function urls(instances: readonly Instance[]): string {
  return instances.map(({ url }) => url).join(', ');
}

function withoutPassword(uri: string): string {
  return uri.replace(/\/\/[^@/]*@/, '//…@');
}
