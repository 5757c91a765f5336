export { openRulesStore, type RulesStore } from './store.ts';
