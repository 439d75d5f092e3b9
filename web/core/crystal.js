/**
 * The picture of a crystal out of a wasm that has nca_crystal_grow: all of the core, or nca_crystal.wasm, which has nothing else.
 *
 * @import { CoreSource } from './instantiate.js'
 */
import { instantiate } from './instantiate.js';

/**
 * @param {any} wasm exports
 * @param {ArrayLike<number>} point of the family
 * @param {number} side pixels
 * @returns {Uint8ClampedArray<ArrayBuffer> | undefined} [side][side][4] bytes in straight alpha; undefined: there is no memory for it
 */
export function drawCrystal(wasm, point, side) {
  const place = wasm.malloc(point.length * Float32Array.BYTES_PER_ELEMENT), rgba = wasm.malloc(side * side * 4);
  if (place) new Float32Array(wasm.memory.buffer, place, point.length).set(point);
  const crystal = place && rgba ? wasm.nca_crystal_grow(place) : 0;
  try {
    if (!crystal) return undefined;
    wasm.nca_crystal_draw(rgba, side, crystal);
    return new Uint8ClampedArray(wasm.memory.buffer, rgba, side * side * 4).slice();
  } finally {
    if (crystal) wasm.nca_crystal_destroy(crystal);
    for (const pointer of [place, rgba]) wasm.free(pointer);
  }
}

/** @param {CoreSource} source of nca_crystal.wasm @returns {Promise<(point: ArrayLike<number>, side: number) => ReturnType<typeof drawCrystal>>} */
export async function loadCrystals(source) {
  const { instance: { exports: wasm } } = await instantiate(source);
  /** @type {any} */ (wasm)._initialize();
  return (point, side) => drawCrystal(wasm, point, side);
}
