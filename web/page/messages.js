/** Sentences that come and go at the foot of the page; screen readers speak them. */
import { sentenceOf } from '../text/sentence-of.js';
import { text } from '../text/text.js';
import { byId } from './dom.js';

/** A sentence of this length can be read in the time; longer ones stay longer. */
const SHOWN_MS = 6000;
const SHOWN_PER_CHARACTER_MS = 50;
const MAX_MESSAGES = 3;

/**
 * @param {string} sentence
 * @param {{ isError?: boolean }} [options] errors stay until they are closed
 */
export function tell(sentence, { isError = false } = {}) {
  const box = byId('messages');
  for (const shown of [...box.children]) {
    if (shown.firstChild?.textContent === sentence) shown.remove();
  }
  while (box.children.length >= MAX_MESSAGES) box.firstElementChild?.remove();
  const message = document.createElement('div');
  message.className = isError ? 'message error' : 'message';
  const paragraph = document.createElement('p');
  paragraph.textContent = sentence;
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = '×';
  close.setAttribute('aria-label', text.messages.close);
  close.addEventListener('click', () => message.remove());
  message.append(paragraph, close);
  box.append(message);
  if (!isError) setTimeout(() => message.remove(), SHOWN_MS + SHOWN_PER_CHARACTER_MS * sentence.length);
}

/** @param {unknown} error */
export function tellError(error) {
  tell(sentenceOf(error), { isError: true });
}
