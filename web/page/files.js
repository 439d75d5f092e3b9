/** Files from and to the visitor's machine. */
import { NcaError } from '../core/error.js';
import { canSaveFiles } from '../core/refusal.js';
import { text } from '../text/text.js';

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

/**
 * @param {BlobPart} content
 * @param {string} name
 * @returns {string} what can be said of it: no browser tells whether it was kept
 * @throws {NcaError} SANDBOX_DOWNLOAD
 */
export function saveFile(content, name) {
  const can = canSaveFiles();
  if (can === 'no') throw new NcaError('SANDBOX_DOWNLOAD');
  const url = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the download has begun long before
  return can === 'yes' ? text.messages.saved(name) : text.messages.handedOver(name);
}

/** A name for a file, from a name for people. @param {string} title @param {string} extension */
export function fileName(title, extension) {
  const name = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'model';
  return `${name}.${extension}`;
}
