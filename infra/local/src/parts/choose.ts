import type { Environment } from '../process/session.ts';
import type { Addresses, How, PartName } from './parts.ts';

export interface Choice {
  /** ANGKUTAN_INFRA: the only way allowed. */
  readonly forced: How | undefined;
  readonly given: Partial<Addresses>;
  /** The parts that no address was given for, or may be used for. */
  readonly wanted: readonly PartName[];
}

const WAYS: readonly How[] = ['external', 'docker', 'local'];
const VARIABLES: Readonly<Record<PartName, string>> = {
  kafka: 'KAFKA_BROKERS',
  mongodb: 'MONGODB_URI',
  schemaRegistry: 'SCHEMA_REGISTRY_URL',
};
const PART_NAMES: readonly PartName[] = ['mongodb', 'kafka', 'schemaRegistry'];

/** Reads from the environment where each part is to come from. Throws on a way that cannot be. */
export function choose(environment: Environment): Choice {
  const forced = forcedWay(environment['ANGKUTAN_INFRA']);
  const given = forced === undefined || forced === 'external' ? givenAddresses(environment) : {};
  const wanted = PART_NAMES.filter((name) => given[name] === undefined);
  if (forced === 'external' && wanted.length > 0) {
    const missing = wanted.map((name) => VARIABLES[name]).join(', ');
    throw new Error(`ANGKUTAN_INFRA=external needs every address, and ${missing} is not given`);
  }
  return { forced, given, wanted };
}

function forcedWay(value: string | undefined): How | undefined {
  if (!value) return undefined;
  const way = WAYS.find((one) => one === value);
  if (way) return way;
  throw new Error(`ANGKUTAN_INFRA is "${value}"; it may be ${WAYS.join(', ')}`);
}

function givenAddresses(environment: Environment): Partial<Addresses> {
  const brokers = (environment['KAFKA_BROKERS'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  const uri = environment['MONGODB_URI'];
  const url = environment['SCHEMA_REGISTRY_URL'];
  return {
    ...(brokers.length > 0 && { kafka: { brokers } }),
    ...(uri && { mongodb: { uri } }),
    ...(url && { schemaRegistry: { url: url.replace(/\/+$/, '') } }),
  };
}
