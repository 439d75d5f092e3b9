/** Small things that the parts of the page need of the document. */

/**
 * An element of the page that has to be there.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} [Type]
 * @returns {T}
 */
export function byId(id, Type = /** @type {any} */ (HTMLElement)) {
  const element = document.getElementById(id);
  if (!(element instanceof Type)) throw new Error(`The page has no ${Type.name} #${id}.`);
  return element;
}

/**
 * Text of an element, touched only when it changes: some of them change many times a second. The text that is there changes then, for a new
 * one in its place would be laid out anew with all around it.
 * @param {HTMLElement} element which holds text alone
 * @param {string} value
 */
export function setText(element, value) {
  if (element.textContent === value) return;
  if (element.firstChild instanceof Text) element.firstChild.data = value;
  else element.textContent = value;
}

/** The same for whether it is shown: set again, it would have its style computed again. @param {HTMLElement} element @param {boolean} isHidden */
export function setHidden(element, isHidden) {
  if (element.hidden !== isHidden) element.hidden = isHidden;
}

/** What a field shows, but not under the fingers of who types into it. @param {HTMLInputElement} field @param {string} value */
export function setTyped(field, value) {
  if (field !== document.activeElement && field.value !== value) field.value = value;
}

/** @template {keyof HTMLElementTagNameMap} K @param {K} tag @param {string} [className] @param {string} [content] */
export function make(tag, className = '', content = '') {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (content) element.textContent = content;
  return element;
}

/** @param {string} label @param {() => void} onClick @param {string} [className] */
export function makeButton(label, onClick, className) {
  const button = make('button', className, label);
  button.type = 'button';
  button.addEventListener('click', onClick);
  return button;
}
