const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for HTML and SVG, between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** Markup that has been escaped or made by us; only {@link html} and {@link trusted} make it. */
export interface Markup {
  readonly markup: string;
}

/** Marks a string as markup that is safe as it stands. */
export function trusted(markup: string): Markup {
  return { markup };
}

type Insertable = string | number | Markup | undefined | readonly Insertable[];

/** Template for markup: whatever is inserted is escaped, unless it is markup already. Lists are joined, undefined is empty. */
export function html(parts: TemplateStringsArray, ...values: readonly Insertable[]): Markup {
  return trusted(parts.reduce((text, part, index) => text + insert(values[index - 1]) + part));
}

function insert(value: Insertable): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(insert).join('');
}
