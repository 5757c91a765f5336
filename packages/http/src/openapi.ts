import {
  OpenApiGeneratorV31,
  OpenAPIRegistry,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import { pathSchema } from './input.ts';
import type { Route } from './route.ts';
import { z } from './zod.ts';

const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    traceId: z.string(),
    errors: z
      .array(z.object({ field: z.string(), code: z.string(), message: z.string() }))
      .optional(),
  })
  .openapi('Problem');

const PROBLEM = {
  description: 'A refusal (RFC 9457), in Bahasa Indonesia unless Accept-Language prefers English',
  content: { 'application/problem+json': { schema: ProblemSchema } },
};

/** The OpenAPI 3.1 document of the routes: the schemas are those that check the requests. */
export function openApiOf(routes: readonly Route[], service: string, version: string): object {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  });
  for (const route of routes) registry.registerPath(pathOf(route));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: `Angkutan ${service}`, version },
  });
}

function pathOf(route: Route): RouteConfig {
  const { method, path, operationId, summary, roles, refusals = [] } = route;
  const who = roles === 'public' ? 'Needs no token.' : `Roles: ${roles.join(', ')}.`;
  const refuses = refusals.length > 0 ? ` Refuses: ${refusals.join(', ')}.` : '';
  return {
    method,
    path,
    operationId,
    summary,
    description: who + refuses,
    security: roles === 'public' ? [] : [{ bearer: [] }],
    request: requestOf(route),
    responses: { ...answersOf(route), default: PROBLEM },
  };
}

function requestOf(route: Route): NonNullable<RouteConfig['request']> {
  const key = z.string().min(1).max(200);
  const keyed = z.object({
    'Idempotency-Key': route.idempotent === 'optional' ? key.optional() : key,
  });
  const params = route.params ?? pathSchema(route.path);
  return {
    ...(params instanceof z.ZodObject ? { params } : {}),
    ...(route.query instanceof z.ZodObject ? { query: route.query } : {}),
    ...(route.idempotent ? { headers: keyed } : {}),
    ...(route.upload ? { body: { required: true, content: formOf(route.upload) } } : {}),
    ...(route.body
      ? { body: { required: true, content: { 'application/json': { schema: route.body } } } }
      : {}),
  };
}

function formOf({ files, types, fileMaxBytes }: NonNullable<Route['upload']>) {
  const description = `${types.join(' or ')}, at most ${fileMaxBytes} bytes`;
  const file = z.string().meta({ format: 'binary', description });
  const schema = z.strictObject(Object.fromEntries(files.map((name) => [name, file])));
  return { 'multipart/form-data': { schema } };
}

function answersOf(route: Route): RouteConfig['responses'] {
  return Object.fromEntries(
    Object.entries(route.answers).map(([status, { description, schema }]) => [
      status,
      schema ? { description, content: { 'application/json': { schema } } } : { description },
    ]),
  );
}
