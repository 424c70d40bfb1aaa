/** A strict reader of the HTML that reports are made of: quoted attributes, every element closed. */
const VOID = new Set(['meta', 'link', 'br', 'img', 'hr', '!doctype']);
const TAG = /<(\/?)([a-z!][\w-]*)((?:\s+[\w:-]+(?:="[^"<>]*")?)*)\s*(\/?)>/giy;

/**
 * The elements of a page in document order, as `name attribute attribute`.
 * @throws Error where the text is not well-formed.
 */
export function elementsOf(page: string): string[] {
  const open: string[] = [];
  const elements: string[] = [];
  for (let at = page.indexOf('<'); at >= 0; at = page.indexOf('<', at)) {
    TAG.lastIndex = at;
    const match = TAG.exec(page);
    if (!match) throw new Error(`not a tag: ${page.slice(at, at + 80)}`);
    const [text, closing, name, attributes, selfClosing] = match as unknown as string[];
    at += text!.length;
    if (closing) {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> closes <${last}>`);
      continue;
    }
    const names = [...attributes!.matchAll(/([\w:-]+)(?:="[^"]*")?/g)].map((each) => each[1]);
    elements.push([name, ...(name === '!doctype' ? [] : names.filter((each) => each !== 'html'))].join(' '));
    if (!selfClosing && !VOID.has(name!.toLowerCase())) open.push(name!);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(', ')}`);
  return elements;
}
