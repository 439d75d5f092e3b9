/**
 * The letters of a link after `#`, and how they are found again in what chats, mails and trackers make of it on the way.
 *
 *     #s2= base64url z      a run (web/keep/link.js)      #m2= base64url z      a model (model-link.js)
 *
 * Behind it `&view=fine` may say how it is drawn. It ends with a letter because what looks like punctuation at the end of an address is left out by those who make it clickable. Before there
 * was an end, it was `#s=` and `#m=` and base64url alone, which is read as well.
 */
import { NcaError } from '../core/error.js';

const VERSION = 2, END = 'z';
/** An address within an address is encoded once more, and so may that one be. */
const MOST_ENCODINGS = 4;
/** No decoration makes it so long, and it is looked at several times. */
const MAX_ARRIVED_CHARS = 1 << 17;
/** What one does not see. `\s` has spaces of all kinds, ends of lines and the mark of byte order. */
const INVISIBLE = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f]/g;

/** What a link begins with; routers and hands put marks before it, and some programs take the first letter for a sentence's. */
const HEAD = /^\s*#[^\p{L}\d]*([sm])(\d{0,3})\s*[=:](.*)$/isu;

/** How it is drawn, said behind the end: a page that does not know of it reads the rest as ever. */
const VIEW = /&view=(cells|smooth|fine)\b/i;

/** @typedef {'s' | 'm'} LinkKind a run, or a model */
/** @typedef {'cells' | 'smooth' | 'fine'} View */

/** @param {LinkKind} kind @param {string} letters base64url @returns {string} for location.hash */
export function linkOf(kind, letters) {
  return `#${kind}${VERSION}=${letters}${END}`;
}

/** @param {string} link as linkOf() gives it @param {View} view in which it is drawn */
export const withView = (link, view) => `${link}&view=${view}`;

/** @param {string} hash as location.hash has it @returns {View | undefined} undefined: it does not say */
export const viewOf = (hash) => /** @type {View | undefined} */ (VIEW.exec(decoded(hash.slice(0, MAX_ARRIVED_CHARS)))?.[1].toLowerCase());

/**
 * Find the letters of a link, whatever was added to it or encoded.
 * @template T
 * @param {string} hash as location.hash has it
 * @param {LinkKind} kind
 * @param {(letters: string) => T} read throws where the letters are not those that were written
 * @returns {T | undefined} undefined: it holds no such link
 * @throws {NcaError} BAD_LINK, BAD_MODEL_LINK or NEWER_LINK
 */
export function readLink(hash, kind, read) {
  const arrived = arrivedLink(hash);
  if (arrived?.kind !== kind) return undefined;
  if (arrived.version > VERSION) throw new NcaError('NEWER_LINK');
  let problem;
  for (const letters of arrived.candidates) {
    try {
      return read(letters);
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof NcaError)) throw error;
      problem ??= error;
    }
  }
  throw kind === 's' ? new NcaError('BAD_LINK', undefined, { cause: problem }) : new NcaError('BAD_MODEL_LINK', undefined, { cause: problem });
}

/** @param {string} hash @returns {{ kind: LinkKind, version: number, candidates: Set<string> } | undefined} candidates: a checksum tells which are the ones */
function arrivedLink(hash) {
  if (hash.length > MAX_ARRIVED_CHARS) hash = hash.slice(0, MAX_ARRIVED_CHARS);
  const plain = decoded(hash).replace(INVISIBLE, ''), [, letter, digits, rest] = HEAD.exec(plain) ?? [], kind = letter?.toLowerCase();
  if (kind !== 's' && kind !== 'm') return undefined;
  // A line broken in the middle goes on behind it; or else what comes behind the space are the words of a sentence.
  const lettersOf = (/** @type {string} */ text) => /^[\w-]*/.exec(text)?.[0] ?? '';
  const found = [rest.replace(/\s/g, ''), rest.trimStart()].map(lettersOf), candidates = digits === '' ? withoutMarks : Number(digits) === VERSION ? untilEnd : () => [];
  return { kind, version: Number(digits), candidates: new Set(found.flatMap(candidates)) };
}

/** Percent signs taken back, as often as they were put there. @param {string} text */
function decoded(text) {
  for (let n = 0; n < MOST_ENCODINGS; n++) {
    const before = text;
    text = text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
      try {
        return decodeURIComponent(escapes);
      } catch {
        return escapes; // no text: what is behind it is none of ours
      }
    });
    if (text === before) break;
  }
  return text;
}

/** Who writes in italics puts underscores around. @param {string} letters */
const withoutMarks = (letters) => [letters, letters.replace(/[-_]+$/, '')];

/** What stands behind the end was added, and may have such a letter, too. @param {string} letters */
function untilEnd(letters) {
  const end = letters.lastIndexOf(END), ends = end < letters.length - 1 ? [end, letters.lastIndexOf(END, end - 1)] : [end];
  return ends.map((each) => letters.slice(0, Math.max(each, 0)));
}
