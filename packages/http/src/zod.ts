import { extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';

// Schemas gain `.openapi(name)`. It must happen before any schema is made, so that services take
// their `z` from here.
extendZodWithOpenApi(z);

export { z };
