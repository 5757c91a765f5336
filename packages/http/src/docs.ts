import type { Route } from './route.ts';

const STYLE = `body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}
code{background:#eee;padding:.1em .3em}td{padding:.4em .8em;border-top:1px solid #ccc;vertical-align:top}`;

/** A page for people, drawn here whole: no script and no other host. */
export function docsPage(routes: readonly Route[], service: string, version: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Angkutan ${escaped(service)}</title>
<style>${STYLE}</style><h1>Angkutan ${escaped(service)} ${escaped(version)}</h1>
<p>The machine-readable contract is <a href="/openapi.json">/openapi.json</a>. Amounts are whole rupiah.
Errors are <code>application/problem+json</code>; titles follow <code>Accept-Language</code>.</p>
<table>${routes.map(row).join('')}</table></html>`;
}

function row({ method, path, summary, roles, answers, refusals = [], idempotent }: Route): string {
  const who = roles === 'public' ? 'public' : roles.join(', ');
  const outcomes = Object.entries(answers).map(([status, { description }]) =>
    escaped(`${status} ${description}`),
  );
  const key = idempotent
    ? ` Idempotency-Key${idempotent === 'optional' ? ' (optional)' : ''}.`
    : '';
  const refuses = refusals.length > 0 ? `<br>Refuses: ${escaped(refusals.join(', '))}` : '';
  return `<tr><td><code>${method.toUpperCase()} ${escaped(path)}</code><td>${escaped(summary)}
<br>${escaped(who)}.${key}<td>${outcomes.join('<br>')}${refuses}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
