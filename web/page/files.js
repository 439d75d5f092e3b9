/** Files from and to the visitor's machine. */

/**
 * Let the visitor choose a file. Never answered if they close the dialog in a browser that does not say so.
 * @param {string} accept as of <input type="file">
 * @returns {Promise<File | undefined>}
 */
export function pickFile(accept) {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.addEventListener('change', () => resolve(input.files?.[0]));
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
}

/** @param {BlobPart} content @param {string} name */
export function saveFile(content, name) {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the download has begun long before
}

/** A name for a file, from a name for people. @param {string} title @param {string} extension */
export function fileName(title, extension) {
  const name = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'model';
  return `${name}.${extension}`;
}
