import { SCHEMAS } from '../schemas.ts';
import { TOPICS } from '../topics.ts';

/** The part of Avro that our schemas use. */
type Avro = string | readonly Avro[] | { readonly type: Avro } | AvroArray | AvroRecord;
interface AvroArray {
  readonly type: 'array';
  readonly items: Avro;
}
export interface AvroRecord {
  readonly type: 'record';
  readonly name: string;
  readonly namespace: string;
  readonly doc: string;
  readonly fields: readonly { readonly name: string; readonly type: Avro; readonly doc: string }[];
}

export interface GeneratedFile {
  readonly name: string;
  readonly text: string;
}

const HEAD = '// Generated from schemas/**/*.avsc by src/generate.ts; edit those.\n';
const PRIMITIVES: ReadonlyMap<string, string> = new Map([
  ['string', 'string'],
  ['long', 'bigint'],
  ['int', 'number'],
  ['double', 'number'],
  ['boolean', 'boolean'],
  ['bytes', 'Buffer'],
  ['null', 'null'],
]);

/** One file of interfaces per topic, and the map from event name to data. Interfaces and unions only: Node erases types. */
export function typescriptFiles(): GeneratedFile[] {
  const topics = TOPICS.map(({ name, events }) => ({
    file: name.replace('angkutan.', ''),
    events,
  }));
  const files = topics.map(({ file, events }) => {
    const interfaces = new Map<string, string>();
    for (const event of events) declare(recordOf(event), interfaces);
    return { name: `${file}.ts`, text: [HEAD, ...interfaces.values()].join('\n') };
  });
  const imports = topics.map(
    ({ file, events }) => `import type { ${events.join(', ')} } from './${file}.ts';`,
  );
  const exports = topics.map(({ file }) => `export type * from './${file}.ts';`);
  const entries = topics.flatMap(({ events }) =>
    events.map((event) => `  readonly ${event}: ${event};`),
  );
  const map = `/** The data of every event, by its name. */\nexport interface EventData {\n${entries.join('\n')}\n}`;
  return [
    ...files,
    { name: 'event-data.ts', text: [HEAD, ...imports, '', ...exports, '', map].join('\n') },
  ];
}

export function recordOf(event: string): AvroRecord {
  const schema = [...SCHEMAS.values()].find(({ type }) => type === event);
  if (schema === undefined) throw new Error(`${event} has no schema`);
  const record: AvroRecord = JSON.parse(schema.text);
  return record;
}

/** Writes an interface once per name; the same name with another meaning is refused. */
function declare(record: AvroRecord, interfaces: Map<string, string>): void {
  const fields = record.fields.map(
    ({ name, type, doc }) => `  /** ${doc} */\n  readonly ${name}: ${typeName(type, interfaces)};`,
  );
  const text = `/** ${record.doc} */\nexport interface ${record.name} {\n${fields.join('\n')}\n}\n`;
  const before = interfaces.get(record.name);
  if (before !== undefined && before !== text) throw new Error(`${record.name} means two things`);
  interfaces.set(record.name, text);
}

function typeName(type: Avro, interfaces: Map<string, string>): string {
  if (typeof type === 'string') return interfaces.has(type) ? type : primitive(type);
  if ('length' in type) return type.map((branch) => typeName(branch, interfaces)).join(' | ');
  if ('items' in type) return `readonly (${typeName(type.items, interfaces)})[]`;
  if ('fields' in type) {
    declare(type, interfaces);
    return type.name;
  }
  // What is left is a primitive with a logical type, and ours has only times: numbers of milliseconds.
  return 'number';
}

function primitive(name: string): string {
  const known = PRIMITIVES.get(name);
  if (known === undefined) throw new Error(`no TypeScript for Avro type ${name}`);
  return known;
}
