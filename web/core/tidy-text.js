/** Names that strangers give: in a link, in a file, in a form. They are shown as text and never as markup; this keeps them from disturbing it. */
import { TEXT_BYTES } from './fields.js';

/** Control characters, and those that break a line or turn the direction of the text around them. */
const DISTURBING = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * Without such characters, as UTF-8 that a model can hold, cut between two characters where it is too long. Doing it twice changes nothing.
 * @param {string} value
 */
export function tidyText(value) {
  const bytes = new Uint8Array(TEXT_BYTES - 1), { written } = new TextEncoder().encodeInto(value.replace(DISTURBING, ''), bytes);
  return new TextDecoder().decode(bytes.subarray(0, written));
}
