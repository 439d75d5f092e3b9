/** An event of the element. @param {EventTarget} element @param {string} type @param {object} [detail] */
export function emit(element, type, detail = {}) {
  element.dispatchEvent(new CustomEvent(type, { detail }));
}
