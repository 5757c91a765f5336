import {
  OpenApiGeneratorV31,
  OpenAPIRegistry,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import { isOptional, pathSchema } from './input.ts';
import { answersOf, HEADERS, linksOf, ProblemSchema, refusedAnswersOf } from './openapi-answers.ts';
import type { ProblemTable } from './problem-table.ts';
import type { Route } from './route.ts';
import { z } from './zod.ts';

const DESCRIPTION =
  `Amounts are whole rupiah, written in digits without exponent. Refusals are RFC 9457 problems, in Bahasa Indonesia unless
Accept-Language prefers English. Every answer carries X-Request-Id and traceparent. \`x-roles\` names the
roles whose tokens an operation takes; what belongs to somebody else does not exist for a customer,
driver or merchant.`.replaceAll('\n', ' ');

const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/)
  .meta({ description: 'The same key and request replay the first answer for 24 hours' });
const acceptLanguage = z.string().optional().meta({ description: 'The language of refusals' });

export interface Documented {
  readonly routes: readonly Route[];
  /** The platform's and the service's, so that each refusal has its status. */
  readonly problems: ProblemTable;
  readonly service: string;
  readonly version: string;
}

/** The OpenAPI 3.1 document of the routes: the schemas are those that check the requests. */
export function openApiOf({ routes, problems, service, version }: Documented): object {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  });
  for (const [name, header] of Object.entries(HEADERS)) {
    registry.registerComponent('headers', name, header);
  }
  registry.register('Problem', ProblemSchema);
  for (const route of routes) registry.registerPath(pathOf(route, routes, problems));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: `Angkutan ${service}`, version, description: DESCRIPTION },
  });
}

function pathOf(route: Route, routes: readonly Route[], problems: ProblemTable): RouteConfig {
  const { method, path, operationId, summary, roles } = route;
  const isPublic = roles === 'public';
  return {
    method,
    path,
    operationId,
    summary,
    'x-roles': isPublic ? ['public'] : roles,
    security: isPublic ? [] : [{ bearer: [] }],
    request: requestOf(route),
    responses: {
      ...answersOf(route, linksOf(route, routes)),
      ...refusedAnswersOf(route, problems),
    },
  };
}

function requestOf(route: Route): NonNullable<RouteConfig['request']> {
  const key = route.idempotent === 'optional' ? idempotencyKey.optional() : idempotencyKey;
  const params = route.params ?? pathSchema(route.path);
  const body = bodyOf(route);
  return {
    ...(params instanceof z.ZodObject ? { params } : {}),
    ...(route.query instanceof z.ZodObject ? { query: route.query } : {}),
    headers: z.object({
      ...(route.idempotent ? { 'Idempotency-Key': key } : {}),
      ...route.headers?.shape,
      'Accept-Language': acceptLanguage,
    }),
    ...(body ? { body } : {}),
  };
}

function bodyOf(route: Route) {
  const content = contentOf(route);
  return content && { required: !(route.body && isOptional(route.body)), content };
}

function contentOf({ upload, body, rawBody }: Route) {
  if (upload) return { 'multipart/form-data': formOf(upload) };
  const schema = body ?? rawBody;
  return schema && { 'application/json': { schema } };
}

function formOf({ files, types, fileMaxBytes }: NonNullable<Route['upload']>) {
  const description = `${types.join(' or ')}, at most ${fileMaxBytes} bytes`;
  const file = z.string().meta({ format: 'binary', description });
  const contentType = types.join(', ');
  return {
    schema: z.strictObject(Object.fromEntries(files.map((name) => [name, file]))),
    encoding: Object.fromEntries(files.map((name) => [name, { contentType }])),
  };
}
