/** A name that is asked for in place of a sentence. */
import { make } from './dom.js';

const MAX_NAME_CHARS = 80;

/**
 * Enter takes it, Escape leaves it as it was.
 * @param {HTMLElement} sentence gets the field; what it said is set again by whoever asks
 * @param {string} name as it is
 * @param {string} label
 * @returns {Promise<string | undefined>} undefined: as it was
 */
export function askName(sentence, name, label) {
  const input = make('input');
  input.type = 'text';
  input.value = name;
  input.maxLength = MAX_NAME_CHARS;
  input.setAttribute('aria-label', label);
  sentence.replaceChildren(input);
  input.focus();
  input.select();
  return new Promise((resolve) => {
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') input.blur();
      else if (event.key === 'Escape') resolve(undefined);
    });
    input.addEventListener('blur', () => resolve(input.value.trim() && input.value !== name ? input.value : undefined), { once: true });
  });
}
