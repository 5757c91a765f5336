export {
  type Channel,
  CHANNELS,
  type ChannelRules,
  type Limits,
  type Rules,
  type Service,
  SERVICES,
  type Terms,
  type TopUpTerms,
} from './rules.ts';
export { inForce, limitsOf, type RulesTold, withVersion } from './in-force.ts';
export { FIRST_RULES } from './first-rules.ts';
export {
  addVersion,
  type AskedVersion,
  RULES_REFUSALS,
  type RulesRefusal,
  type RulesRejection,
} from './add-version.ts';
export { BASIS_POINTS_MAX, RULES_AMOUNT_MAX, TIP_HOURS_MAX } from './terms.ts';
