/**
 * Sentences that come and go in one stack, at the edge of the window where they cover the least that can be pressed; screen readers speak them: an error
 * at once, the rest when they have finished what they are saying.
 *
 * Of those that pass by themselves only the newest is there, with what was said so shortly before that nobody can have read it; of those that wait for
 * an answer the newest two.
 */
import { sentenceOf } from '../text/sentence-of.js';
import { text } from '../text/text.js';
import { byId, canBePressed, make, makeButton, PRESSABLE } from './dom.js';
import { isModuleMissing, isOutdated } from './missing.js';

/** A sentence of this length can be read in the time; longer ones stay longer. */
const SHOWN_MS = 6000;
const SHOWN_PER_CHARACTER_MS = 50;
/** In less nobody has read one. */
const UNREAD_MS = 2000;
/** Long enough to see that something has gone, and to want it back. */
const OFFERED_MS = 30_000;
const MAX_WAITING = 2;
/** What fails for want of a file is one of these, or nothing that anybody foresaw. */
const CODES_OF_MISSING = new Set(['LOAD_FAILED', 'PICTURE_FAILED', undefined]);

/** @typedef {{ label: string, act: () => unknown }} Offer its errors are told */
/** All that is shown, the oldest first. @type {Message[]} */
const shown = [];

class Message {
  element;
  sentences;
  isPassing;
  #lastsMs;
  #toldMs = performance.now();
  #timer = 0;
  /** Who had the focus before it was here. @type {EventTarget | null} */
  #cameFrom = null;

  /** @param {string[]} sentences @param {{ isError: boolean, offer?: Offer, words?: string, lastsMs: number }} options lastsMs: Infinity until it is closed */
  constructor(sentences, { isError, offer, words, lastsMs }) {
    this.element = make('div', isError ? 'message error' : 'message');
    this.sentences = sentences;
    this.isPassing = lastsMs < OFFERED_MS;
    this.#lastsMs = lastsMs;
    const close = makeButton('×', () => this.remove(), 'close'), body = make('div', 'said');
    close.setAttribute('aria-label', text.messages.close);
    body.append(...sentences.map((sentence) => make('p', '', sentence)));
    if (words !== undefined) body.append(fieldOf(words));
    this.element.append(body, ...(offer ? [makeButton(offer.label, () => this.#take(offer), 'offer')] : []), close);
    this.element.addEventListener('focusin', ({ relatedTarget }) => { if (!this.element.contains(/** @type {Node | null} */ (relatedTarget))) this.#cameFrom = relatedTarget; });
    // Whoever reads it, or is about to press what it offers, has the time that it takes.
    for (const type of ['pointerenter', 'focusin']) this.element.addEventListener(type, () => clearTimeout(this.#timer));
    for (const type of ['pointerleave', 'focusout']) this.element.addEventListener(type, () => this.wait());
  }

  /** What it says that nobody can have read yet, and that the next one can say with its own. */
  get unread() {
    return this.isPassing && performance.now() - this.#toldMs < UNREAD_MS ? this.sentences.slice(-1) : [];
  }

  /** Until its time is over. */
  wait() {
    clearTimeout(this.#timer);
    if (this.#lastsMs < Infinity && this.element.isConnected) this.#timer = window.setTimeout(() => this.remove(), this.#lastsMs);
  }

  remove() {
    clearTimeout(this.#timer);
    const hadFocus = this.element.contains(document.activeElement), index = shown.indexOf(this);
    this.element.remove();
    if (index >= 0) shown.splice(index, 1);
    if (hadFocus && this.#cameFrom instanceof HTMLElement && canBePressed(this.#cameFrom)) this.#cameFrom.focus({ preventScroll: true });
    else if (hadFocus) byId('stage').focus({ preventScroll: true });
    place();
  }

  /** @param {Offer} offer */
  async #take({ act }) {
    this.remove();
    try {
      await act();
    } catch (error) {
      tellError(error);
    }
  }
}

/**
 * @param {string} sentence
 * @param {object} [options]
 * @param {boolean} [options.isError] errors stay until they are closed
 * @param {Offer} [options.offer] what can be done about it; it stays until that is done, or it is closed
 * @param {string} [options.words] to be taken from here; they stay, selected
 * @param {boolean} [options.isPassing] default: unless one of those
 * @returns {() => void} takes it away again: what it says is true no more
 */
export function tell(sentence, { isError = false, offer, words, isPassing = !isError && !offer && words === undefined } = {}) {
  const sentences = [...(isPassing ? shown.flatMap(({ unread }) => unread) : []).filter((each) => each !== sentence), sentence];
  const lastsMs = !isPassing ? Infinity : offer ? OFFERED_MS : SHOWN_MS + SHOWN_PER_CHARACTER_MS * sentences.join(' ').length;
  const message = new Message(sentences, { isError, offer, words, lastsMs });
  const waiting = shown.filter((each) => !each.isPassing), isFull = !message.isPassing && waiting.length >= MAX_WAITING;
  for (const each of [...shown]) if (each.sentences.at(-1) === sentence || (each.isPassing && message.isPassing) || (isFull && each === waiting[0])) each.remove();
  shown.push(message);
  byId(isError ? 'messages-urgent' : 'messages-calm').append(message.element);
  message.wait();
  message.element.querySelector('textarea')?.focus();
  place();
  return () => message.remove();
}

/**
 * Something is gone that the visitor had: so it is said, and for a while it can be had back.
 * @param {string} sentence
 * @param {() => unknown} undo its errors are told
 * @returns {() => void} takes the offer away: it cannot be had back any more, or is back already
 */
export function tellUndoable(sentence, undo) {
  return tell(sentence, { offer: { label: text.messages.undo, act: undo }, isPassing: true });
}

/** @param {string} words to be copied */
function fieldOf(words) {
  const field = make('textarea');
  field.value = words;
  field.readOnly = true;
  field.rows = 2;
  field.setAttribute('aria-label', text.messages.words);
  field.addEventListener('focus', () => field.select());
  return field;
}

/** At the foot of the window, unless it would cover more there of what can be pressed than at its head. */
function place() {
  const box = byId('messages');
  if (shown.length === 0) return;
  const { height, left, right } = box.getBoundingClientRect(), gap = box.offsetTop < innerHeight / 2 ? box.offsetTop : innerHeight - box.offsetTop - height;
  const controls = [...document.querySelectorAll(PRESSABLE)].filter((control) => !box.contains(control)).map((control) => control.getBoundingClientRect())
    .filter((rect) => rect.width > 0 && rect.right > left && rect.left < right);
  const numCovered = (/** @type {number} */ top) => controls.filter((rect) => rect.bottom > top && rect.top < top + height).length;
  box.classList.toggle('above', numCovered(gap) < numCovered(innerHeight - gap - height));
}
/** Many events in a frame, one look. */
let isLooking = false;
for (const type of ['scroll', 'resize']) {
  globalThis.addEventListener?.(type, () => {
    if (isLooking || shown.length === 0) return;
    isLooking = true;
    requestAnimationFrame(() => {
      isLooking = false;
      place();
    });
  }, { passive: true });
}

/** @param {unknown} error */
export function tellError(error) {
  const { code } = /** @type {{ code?: string }} */ (error ?? {});
  if (CODES_OF_MISSING.has(code)) void tellMissing(error);
  else tell(sentenceOf(error), { isError: true });
}

/** What failed may have failed because the page is no longer the one that the host has. @param {unknown} error */
async function tellMissing(error) {
  if (await isOutdated()) tellOutdated();
  else tell(isModuleMissing(error) ? text.messages.partMissing : sentenceOf(error), { isError: true });
}

function tellOutdated() {
  tell(text.messages.outdated, { isError: true, offer: { label: text.messages.reload, act: () => location.reload() } });
}

/** Something did not come that should have: say so where the page is an old one. */
export async function tellIfOutdated() {
  if (await isOutdated()) tellOutdated();
}
