import type { mongo } from 'mongoose';
import type {
  Card,
  Ktp,
  Kyc,
  KycRefusal,
  KycWarning,
  OpsDecision,
  Proven,
  ReviewReason,
} from '../domain/kyc.ts';
import type { FieldVault } from './identity-vault.ts';

type OfKtp<T> = Readonly<Record<keyof Ktp, T>>;

interface ProvenRow {
  readonly ktp: OfKtp<mongo.Binary>;
  /** Not there in older rows. */
  readonly readAt?: Date;
  readonly warnings: readonly KycWarning[];
}

interface DecisionRow {
  readonly by: string;
  /** Sealed, for whoever decides may write of the person. */
  readonly reason: mongo.Binary;
  readonly at: Date;
}

/** The e-KYC at rest. `nikHash` lies beside what is proven because it has an index. */
export type KycRow = { readonly nikHash?: string } & (
  | { readonly status: 'BASIC'; readonly refusal?: KycRefusal }
  | {
      readonly status: 'ASKING';
      readonly attempt: string;
      readonly since: Date;
      readonly unanswered: boolean;
    }
  | {
      readonly status: 'REVIEW';
      readonly since: Date;
      readonly reasons: readonly ReviewReason[];
      readonly proven?: ProvenRow;
    }
  | {
      readonly status: 'PREMIUM';
      readonly since: Date;
      readonly proven: ProvenRow;
      readonly decision?: DecisionRow;
    }
  | {
      readonly status: 'REJECTED';
      readonly since: Date;
      readonly decision: DecisionRow;
      readonly proven?: ProvenRow;
    }
);

export function toKyc({ nikHash = '', ...row }: KycRow, vault: FieldVault): Kyc {
  const card = ({ ktp, readAt, warnings }: ProvenRow, since: Date) => ({
    ktp: eachOf(ktp, (sealed, field) => vault.open(`ktp.${field}`, sealed)),
    readAt: (readAt ?? since).getTime(),
    warnings,
  });
  const proven = (of: ProvenRow, since: Date) => ({ ...card(of, since), nikHash });
  const decision = ({ by, reason, at }: DecisionRow): OpsDecision => ({
    by,
    reason: vault.open('kyc.reason', reason),
    at: at.getTime(),
  });
  switch (row.status) {
    case 'BASIC':
      return row;
    case 'ASKING':
      return { ...row, since: row.since.getTime() };
    case 'REVIEW': {
      const { proven: of, ...rest } = row;
      return { ...rest, since: row.since.getTime(), ...(of && { proven: proven(of, row.since) }) };
    }
    case 'PREMIUM': {
      const { decision: by, ...rest } = row;
      const decided = by && { decision: decision(by) };
      const since = row.since.getTime();
      return { ...rest, since, proven: proven(row.proven, row.since), ...decided };
    }
    case 'REJECTED': {
      const { proven: of, ...rest } = row;
      const rejected = of && { card: card(of, row.since) };
      return {
        ...rest,
        since: row.since.getTime(),
        decision: decision(row.decision),
        ...rejected,
      };
    }
  }
}

export function toKycRow(kyc: Kyc, vault: FieldVault): KycRow {
  switch (kyc.status) {
    case 'BASIC':
      return kyc;
    case 'ASKING':
      return { ...kyc, since: new Date(kyc.since) };
    case 'REVIEW': {
      const { proven, ...rest } = kyc;
      const since = new Date(kyc.since);
      return proven ? { ...rest, since, ...provenRow(proven, vault) } : { ...rest, since };
    }
    case 'PREMIUM': {
      const { proven, decision, ...rest } = kyc;
      const decided = decision && { decision: decisionRow(decision, vault) };
      return { ...rest, since: new Date(kyc.since), ...provenRow(proven, vault), ...decided };
    }
    case 'REJECTED': {
      const { card, ...rest } = kyc;
      const decision = decisionRow(kyc.decision, vault);
      const rejected = card && { proven: cardRow(card, vault) };
      return { ...rest, since: new Date(kyc.since), decision, ...rejected };
    }
  }
}

function provenRow({ nikHash, ...card }: Proven, vault: FieldVault) {
  return { nikHash, proven: cardRow(card, vault) };
}

function cardRow({ ktp, readAt, warnings }: Card, vault: FieldVault): ProvenRow {
  const sealed = eachOf(ktp, (value, field) => vault.seal(`ktp.${field}`, value));
  return { ktp: sealed, readAt: new Date(readAt), warnings };
}

function decisionRow({ by, reason, at }: OpsDecision, vault: FieldVault): DecisionRow {
  return { by, reason: vault.seal('kyc.reason', reason), at: new Date(at) };
}

function eachOf<A, B>(of: OfKtp<A>, to: (value: A, field: keyof Ktp) => B): OfKtp<B> {
  return {
    nik: to(of.nik, 'nik'),
    name: to(of.name, 'name'),
    birthPlace: to(of.birthPlace, 'birthPlace'),
    birthDate: to(of.birthDate, 'birthDate'),
    gender: to(of.gender, 'gender'),
    address: to(of.address, 'address'),
    rtrw: to(of.rtrw, 'rtrw'),
    villageDistrict: to(of.villageDistrict, 'villageDistrict'),
    subDistrict: to(of.subDistrict, 'subDistrict'),
    district: to(of.district, 'district'),
    province: to(of.province, 'province'),
    occupation: to(of.occupation, 'occupation'),
    nationality: to(of.nationality, 'nationality'),
  };
}
