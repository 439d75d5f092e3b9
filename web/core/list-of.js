/**
 * A list of so many, each made of its number. As Array.from({ length }, make) does, of which older libraries that a page may have (Prototype, MooTools) make something else.
 * @template T
 * @param {number} length
 * @param {(i: number) => T} make
 * @returns {T[]}
 */
export function listOf(length, make) {
  const list = [];
  for (let i = 0; i < length; i++) list[i] = make(i);
  return list;
}
