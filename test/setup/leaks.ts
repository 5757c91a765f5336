import { checkLeaks } from '@angkutan/testkit';

checkLeaks();
