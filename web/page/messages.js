/** Sentences that come and go at the foot of the page; screen readers speak them. */
import { sentenceOf } from '../text/sentence-of.js';
import { text } from '../text/text.js';
import { byId, make, makeButton } from './dom.js';
import { isModuleMissing, isOutdated } from './missing.js';

/** A sentence of this length can be read in the time; longer ones stay longer. */
const SHOWN_MS = 6000;
const SHOWN_PER_CHARACTER_MS = 50;
const MAX_MESSAGES = 3;
/** What fails for want of a file is one of these, or nothing that anybody foresaw. */
const CODES_OF_MISSING = new Set(['LOAD_FAILED', 'PICTURE_FAILED', undefined]);

/**
 * @param {string} sentence
 * @param {object} [options]
 * @param {boolean} [options.isError] errors stay until they are closed
 * @param {{ label: string, act: () => void }} [options.offer] what can be done about it; it stays until that is done, or it is closed
 * @param {string} [options.words] to be taken from here; they stay, selected
 * @returns {() => void} takes it back
 */
export function tell(sentence, { isError = false, offer, words } = {}) {
  const box = byId('messages');
  for (const shown of [...box.children]) {
    if (shown.firstChild?.textContent === sentence) shown.remove();
  }
  while (box.children.length >= MAX_MESSAGES) box.firstElementChild?.remove();
  const message = make('div', isError ? 'message error' : 'message');
  message.append(make('p', '', sentence));
  if (offer) message.append(makeButton(offer.label, () => { message.remove(); offer.act(); }, 'offer'));
  const close = makeButton('×', () => message.remove(), 'close');
  close.setAttribute('aria-label', text.messages.close);
  message.append(close);
  box.append(message);
  if (words !== undefined) addWords(message, words);
  else if (!isError && !offer) setTimeout(() => message.remove(), SHOWN_MS + SHOWN_PER_CHARACTER_MS * sentence.length);
  return () => message.remove();
}

/** @param {HTMLElement} message @param {string} words */
function addWords(message, words) {
  const field = make('textarea');
  field.value = words;
  field.readOnly = true;
  field.rows = 2;
  field.setAttribute('aria-label', text.messages.words);
  message.firstElementChild?.append(field);
  field.addEventListener('focus', () => field.select());
  field.focus();
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
