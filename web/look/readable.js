/**
 * Whether what this browser gives back of a canvas is what was drawn on it.
 *
 * Some change it, lest a page recognise its visitor by how fonts and GPUs draw: Firefox with resistFingerprinting and in private windows, Brave.
 * So the page makes what it keeps from its own bytes; but what only a canvas can draw, such as an emoji, has to be read from one.
 */
import { contextOf } from './canvas.js';

const SIDE_PIXELS = 32;
/** Undefined: not looked at yet. @type {boolean | undefined} */
let isTrue;

/** @param {{ again?: boolean }} [options] again: look again where it did not, since a visitor may have allowed it */
export function canvasTellsTruth({ again = false } = {}) {
  if (isTrue === undefined || (again && !isTrue)) isTrue = probe();
  return isTrue;
}

/** What is filled, and what is put there as bytes; in many colours, since some leave a plain one alone. */
function probe() {
  const canvas = document.createElement('canvas'), context = contextOf(canvas, { willReadFrequently: true });
  canvas.width = canvas.height = SIDE_PIXELS;
  const bytes = new ImageData(SIDE_PIXELS, SIDE_PIXELS), { data } = bytes;
  for (let i = 0; i < data.length; i++) data[i] = i % 4 === 3 ? 255 : Math.imul(i, 0x9e3779b1) >>> 24;
  context.putImageData(bytes, 0, 0);
  if (!isSame(context, data)) return false;
  for (let i = 0; i < data.length; i += 4) {
    context.fillStyle = `rgb(${data[i]} ${data[i + 1]} ${data[i + 2]})`;
    context.fillRect((i / 4) % SIDE_PIXELS, Math.floor(i / 4 / SIDE_PIXELS), 1, 1);
  }
  return isSame(context, data);
}

/** @param {CanvasRenderingContext2D} context @param {Uint8ClampedArray} expected */
function isSame(context, expected) {
  const { data } = read(context) ?? {};
  return data?.every((value, i) => value === expected[i]) ?? false;
}

/** Some blockers let nothing be read at all. @param {CanvasRenderingContext2D} context */
function read(context) {
  try {
    return context.getImageData(0, 0, SIDE_PIXELS, SIDE_PIXELS);
  } catch {
    return undefined;
  }
}
