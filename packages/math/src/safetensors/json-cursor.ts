// A reader for the little JSON that a safetensors header holds. `JSON.parse` would do for good files, but it keeps the
// last of two equal names, takes 1.5, −1 and 1e9 for numbers, and says nothing of where a file went wrong.
import { quote, SafetensorsError } from './safetensors-error.ts';

/** A place in a text. */
export interface Cursor {
  readonly text: string;
  at: number;
}

const SPACES = ' \t\n\r';

/** Throws, naming the place and what stands there. */
export function failAt({ text, at }: Cursor, expected: string): never {
  const found = at < text.length ? quote(text.slice(at, at + 12)) : 'its end';
  throw new SafetensorsError(
    `readSafetensors: header must have ${expected} at character ${at}, got ${found}`,
  );
}

export function skipSpaces(cursor: Cursor): void {
  while (cursor.at < cursor.text.length && SPACES.includes(cursor.text[cursor.at] as string)) cursor.at++;
}

/** Steps over `symbol` and the white space around it, if it is what comes next. */
function accept(cursor: Cursor, symbol: string): boolean {
  skipSpaces(cursor);
  if (cursor.text[cursor.at] !== symbol) return false;
  cursor.at++;
  skipSpaces(cursor);
  return true;
}

function expectSymbol(cursor: Cursor, symbol: string): void {
  if (!accept(cursor, symbol)) failAt(cursor, `'${symbol}'`);
}

/** Reads a string in quotes. */
export function readString(cursor: Cursor): string {
  const { text } = cursor;
  if (text[cursor.at] !== '"') failAt(cursor, 'a string');
  const end = endOfString(cursor);
  const body = text.slice(cursor.at + 1, end);
  const value = body.includes('\\') ? unescaped(cursor, end) : body;
  cursor.at = end + 1;
  return value;
}

/** Index of the closing quote of the string that begins at the cursor. */
function endOfString(cursor: Cursor): number {
  const { text } = cursor;
  for (let i = cursor.at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) return i;
    if (code < 0x20) failAt({ text, at: i }, 'no bare control character');
    if (code === 0x5c) i++;
  }
  return failAt({ text, at: text.length }, 'a closing quote');
}

function unescaped(cursor: Cursor, end: number): string {
  let value: string;
  try {
    value = JSON.parse(cursor.text.slice(cursor.at, end + 1)) as string;
  } catch {
    return failAt(cursor, 'a string with valid escapes');
  }
  if (/\p{Surrogate}/u.test(value)) failAt(cursor, 'a string without lone surrogates');
  return value;
}

/** Reads an integer of at most 2^53 − 1 without sign, fraction or exponent. */
function readCount(cursor: Cursor): number {
  const { text, at: start } = cursor;
  let value = 0;
  let at = start;
  for (; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    if (value > Number.MAX_SAFE_INTEGER) failAt(cursor, 'an integer below 2^53');
  }
  const leadingZero = text[start] === '0' && at > start + 1;
  if (at === start || leadingZero || '.eE'.includes(text[at] ?? ' '))
    failAt(cursor, 'a non-negative integer');
  cursor.at = at;
  return value;
}

/** Reads `[n, n, …]`. */
export function readCounts(cursor: Cursor): number[] {
  const counts: number[] = [];
  expectSymbol(cursor, '[');
  if (accept(cursor, ']')) return counts;
  do counts.push(readCount(cursor));
  while (accept(cursor, ','));
  expectSymbol(cursor, ']');
  return counts;
}

/** Reads `{"name": value, …}`; `readValue` reads each value. A name that comes twice is an error. */
export function readMembers<T>(cursor: Cursor, readValue: (name: string) => T): Map<string, T> {
  const members = new Map<string, T>();
  expectSymbol(cursor, '{');
  if (accept(cursor, '}')) return members;
  do {
    const at = cursor.at;
    const name = readString(cursor);
    if (members.has(name))
      failAt({ text: cursor.text, at }, `each name once (${quote(name)} is there twice)`);
    expectSymbol(cursor, ':');
    members.set(name, readValue(name));
  } while (accept(cursor, ','));
  expectSymbol(cursor, '}');
  return members;
}
