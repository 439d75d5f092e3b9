/**
 * Text and emoji as the system's own font draws them.
 *
 * @import { Pixels } from './pixels.js'
 */
import { cropToInk, inkBox, pixelsOf, readableCanvas } from './pixels.js';

const FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif';
/** Thick, because a stroke has to be a few cells wide. */
const WEIGHT = 700;
/** One sign alone is drawn so large; many are drawn smaller, since they share the same cells. */
const MAX_FONT_PIXELS = 256, MIN_FONT_PIXELS = 96;
const PROBE_FONT_PIXELS = 48;
/** Code points that no font has: what is drawn for them stands for everything it lacks. */
const NOBODY_HAS = Object.freeze(['\uffff', '\u{10ffff}', '\u0378']);
/** They choose between pictures and letters, or join others; alone they draw nothing. */
const JOINERS = /[\u200d\ufe0e\ufe0f]/gu;
const ASKS_FOR_EMOJI = '\ufe0f';

/** @param {string} content @returns {string[]} what a reader takes for one sign, even if it is made of several code points */
export function graphemesOf(content) {
  if (typeof Intl !== 'object' || !('Segmenter' in Intl)) return [...content];
  return Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(content), ({ segment }) => segment);
}

/** The frame of what is drawn for missing signs. @type {Set<string> | undefined} */
let missingFrames;

/** Whether the fonts of this machine lack it. @param {string} grapheme */
export function isMissing(grapheme) {
  missingFrames ??= new Set(NOBODY_HAS.map(frameOf).filter((frame) => frame !== ''));
  const [first] = grapheme.replaceAll(JOINERS, '');
  return first !== undefined && first.trim() !== '' && missingFrames.has(frameOf(first));
}

/**
 * The size and the outermost lines of what is drawn: some browsers write the number of a missing sign into its box, so that only the boxes
 * are alike.
 * @param {string} sign
 */
function frameOf(sign) {
  const pixels = draw(withEmoji(sign), PROBE_FONT_PIXELS, '#000'), box = inkBox(pixels);
  if (!box) return '';
  const alphas = [];
  for (let x = box.left; x <= box.right; x++) alphas.push(alphaAt(pixels, x, box.top), alphaAt(pixels, x, box.bottom));
  for (let y = box.top; y <= box.bottom; y++) alphas.push(alphaAt(pixels, box.left, y), alphaAt(pixels, box.right, y));
  return alphas.join();
}

/** @param {Pixels} pixels @param {number} x @param {number} y */
const alphaAt = ({ rgba, width }, x, y) => rgba[(y * width + x) * 4 + 3];

/**
 * The text, cropped to its ink.
 * @param {string} content
 * @param {string} colour of signs that have none of their own
 * @returns {{ pixels: Pixels | undefined, takesColour: boolean }} pixels undefined: nothing is inked
 */
export function drawText(content, colour) {
  const graphemes = graphemesOf(content), text = graphemes.map(withEmoji).join('');
  const size = Math.max(MIN_FONT_PIXELS, Math.round(MAX_FONT_PIXELS / Math.sqrt(Math.max(graphemes.length, 1))));
  const pixels = cropToInk(draw(text, size, colour));
  // Whatever is inked in pure green, drawn in pure green, has no colour of its own.
  const probe = draw(text, PROBE_FONT_PIXELS, '#0f0').rgba;
  const takesColour = probe.some((value, i) => i % 4 === 3 && value > 200 && probe[i - 3] === 0 && probe[i - 2] > 250 && probe[i - 1] === 0);
  return { pixels, takesColour };
}

/** A sign that is an emoji first of all is asked for as one: else another font may have it as a small black drawing. @param {string} grapheme */
function withEmoji(grapheme) {
  return /^\p{Emoji_Presentation}$/u.test(grapheme) ? grapheme + ASKS_FOR_EMOJI : grapheme;
}

/** @param {string} content @param {number} size of the font in pixels @param {string} colour @returns {Pixels} with room around it */
function draw(content, size, colour) {
  const font = `${WEIGHT} ${size}px ${FONT}`, measure = readableCanvas(1, 1).context;
  measure.font = font;
  const { context } = readableCanvas(Math.ceil(measure.measureText(content).width) + 2 * size, 3 * size);
  context.font = font;
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  context.fillStyle = colour;
  context.fillText(content, context.canvas.width / 2, 1.5 * size);
  return pixelsOf(context);
}
