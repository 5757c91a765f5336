/** Asks with JSON and answers status, headers and the body as JSON. */
export async function ask(url: string, { json, headers, method }: Asking = {}) {
  const post = json === undefined ? {} : { method: 'POST', body: JSON.stringify(json) };
  const always = { 'content-type': 'application/json', connection: 'close' };
  const chosen = method === undefined ? {} : { method };
  const response = await fetch(url, { ...post, ...chosen, headers: { ...always, ...headers } });
  const body = JSON.parse(await response.text());
  return { status: response.status, headers: response.headers, body };
}

export interface Asking {
  readonly json?: unknown;
  readonly headers?: Record<string, string>;
  readonly method?: string;
}
