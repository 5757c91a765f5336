import { createCatalogue } from '@angkutan/languages';
import en from '../locales/en.json' with { type: 'json' };
import id from '../locales/id.json' with { type: 'json' };

/** What every service says alike: its platform's problems, and what is wrong with a field. */
export const texts = createCatalogue({ id, en });
