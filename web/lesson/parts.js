/** Finds the pieces of a figure by the names its markup gives them, in data-part. */
export { make } from '../page/dom.js';

/**
 * @template {HTMLElement} T
 * @param {ParentNode} root
 * @param {string} name
 * @param {new () => T} [Type]
 * @returns {T}
 */
export function part(root, name, Type = /** @type {any} */ (HTMLElement)) {
  const element = root.querySelector(`[data-part="${name}"]`);
  if (!(element instanceof Type)) throw new Error(`The figure has no ${Type.name} ${name}.`);
  return element;
}

/** The value of the chosen one of some radio buttons. @param {ParentNode} root @param {string} name */
export function chosen(root, name) {
  const input = root.querySelector(`input[name="${name}"]:checked`);
  return input instanceof HTMLInputElement ? input.value : '';
}
