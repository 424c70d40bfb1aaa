/** From here on a call of `memory.copy` costs less than it saves. */
const LONG: usize = 256;

/** Copies bytes that do not overlap. */
export function copyRow(from: usize, out: usize, bytes: usize): void {
  if (bytes >= LONG) {
    memory.copy(out, from, bytes);
    return;
  }
  const end = from + bytes;
  for (; from + 16 <= end; from += 16) {
    v128.store(out, v128.load(from));
    out += 16;
  }
  for (; from + 4 <= end; from += 4) {
    store<u32>(out, load<u32>(from));
    out += 4;
  }
  for (; from < end; from++) {
    store<u8>(out, load<u8>(from));
    out++;
  }
}
