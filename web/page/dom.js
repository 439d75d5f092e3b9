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

/** Text of an element, touched only when it changes: some of them change many times a second. @param {HTMLElement} element @param {string} value */
export function setText(element, value) {
  if (element.textContent !== value) element.textContent = value;
}
