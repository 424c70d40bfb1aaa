/** A file or a set of tensors that the safetensors format does not allow. The message says which rule, and what was there. */
export class SafetensorsError extends Error {
  override readonly name = 'SafetensorsError';
}

/** A name for an error message: quoted, escaped, and cut so that a hostile file cannot make a huge message. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
