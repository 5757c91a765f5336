export type Language = 'id' | 'en';

/** `en` when the Accept-Language header ranks English above Indonesian; else Bahasa Indonesia. */
export function preferredLanguage(header: string | undefined): Language {
  let indonesian = 0;
  let english = 0;
  for (const [language, weight] of ranges(header ?? '')) {
    if (language === 'en') english = Math.max(english, weight);
    if (language === 'id' || language === 'in') indonesian = Math.max(indonesian, weight);
  }
  return english > indonesian ? 'en' : 'id';
}

function ranges(header: string): [string, number][] {
  return header.split(',').map((range) => {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const q = parameters.find((parameter) => parameter.trim().startsWith('q='));
    const weight = q === undefined ? 1 : Number(q.trim().slice(2));
    return [tag.split('-')[0] ?? '', weight >= 0 && weight <= 1 ? weight : 0];
  });
}
