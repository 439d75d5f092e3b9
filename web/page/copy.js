/** Words to the clipboard: as browsers do it on secure pages, or else as they did it before, on plain http too. */

/** @param {string} words @returns {Promise<boolean>} whether they are there now */
export function copy(words) {
  const { clipboard } = /** @type {{ clipboard?: Clipboard }} */ (navigator); // which pages of plain http have not
  return clipboard ? clipboard.writeText(words).then(() => true, () => copySelected(words)) : Promise.resolve(copySelected(words));
}

/** @param {string} words */
function copySelected(words) {
  const field = document.createElement('textarea'), focused = document.activeElement;
  field.value = words;
  field.readOnly = true; // or else a phone would show its keyboard
  field.className = 'unseen';
  document.body.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}
