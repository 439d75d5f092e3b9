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
  if (element.hidden === isHidden) return;
  if (isHidden) handFocusOn(element);
  element.hidden = isHidden;
}

/** The same for whether it can be pressed. @param {HTMLButtonElement} button @param {boolean} isDisabled */
export function setDisabled(button, isDisabled) {
  if (button.disabled === isDisabled) return;
  if (isDisabled) handFocusOn(button);
  button.disabled = isDisabled;
}

/** Bring visitor and keys to a part of the page. @param {HTMLElement} element that can have the focus @param {ScrollLogicalPosition} [block] where it comes to lie */
export function comeTo(element, block = 'start') {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block });
}

/** What the keys can come to, as a selector. */
export const PRESSABLE = 'button, input, select, textarea, summary, a[href], [tabindex]';

/** @param {Element} element */
export const canBePressed = (element) => element.isConnected && element.getClientRects().length > 0 && !element.matches(':disabled');

/**
 * What has the focus is about to be hidden, removed or switched off. So that the keys do not fall back to the head of the page, they go on to the nearest
 * thing that can be pressed, as soon as all that changes with it has changed.
 * @param {HTMLElement} element it, or what holds it
 */
export function handFocusOn(element) {
  const focused = document.activeElement, places = /** @type {HTMLElement[]} */ ([]);
  if (!focused || !element.contains(focused)) return;
  for (let place = element.parentElement; place; place = place.parentElement) places.push(place);
  queueMicrotask(() => {
    const isElsewhere = document.activeElement !== focused && document.activeElement !== document.body;
    if (isElsewhere || (document.activeElement === focused && canBePressed(focused))) return;
    const near = places.map((place) => [...place.querySelectorAll(PRESSABLE)].find(canBePressed)).find(Boolean);
    /** @type {HTMLElement | undefined} */ (near)?.focus({ preventScroll: true });
  });
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
