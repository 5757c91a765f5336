import { createCatalogue } from '@angkutan/languages';
import en from '../locales/en.json' with { type: 'json' };
import id from '../locales/id.json' with { type: 'json' };

export const texts = createCatalogue({ id, en });
