/** Files dropped anywhere on the page: weights to grow, pictures to train on. Of several the first that can be used is taken, which is said. */
import { text } from '../text/text.js';
import { setText } from './dom.js';
import { tell } from './messages.js';

/**
 * @typedef {object} DropTargets
 * @property {HTMLElement} hint shown while a file is over the page: what will become of it
 * @property {(file: File) => void} onWeights
 * @property {(file: File) => void} onPicture
 * @property {() => void} onOther
 */

/** @param {DropTargets} targets */
export function acceptDrops({ hint, onWeights, onPicture, onOther }) {
  const carriesFile = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files') ?? false;
  let depth = 0; // enters less leaves: they come for every element passed over

  const settle = (/** @type {number} */ change) => {
    depth = change === 0 ? 0 : Math.max(0, depth + change);
    hint.hidden = depth === 0;
  };

  document.addEventListener('dragenter', (event) => {
    if (!carriesFile(event)) return;
    setText(hint, text.messages.drop[kindOf(event.dataTransfer?.items)]);
    settle(1);
  });
  document.addEventListener('dragleave', (event) => carriesFile(event) && settle(-1));
  document.addEventListener('dragover', (event) => carriesFile(event) && event.preventDefault());
  document.addEventListener('drop', (event) => {
    settle(0);
    const files = [...(event.dataTransfer?.files ?? [])], file = files.find((each) => isModel(each) || isPicture(each));
    if (files.length === 0) return;
    event.preventDefault();
    if (file && files.length > 1) tell(text.messages.oneOfMany(file.name, files.length));
    if (!file) onOther();
    else if (isModel(file)) onWeights(file);
    else onPicture(file);
  });
}

/**
 * Before a file is dropped browsers tell its type at most: none for a model, and some not even that there is one.
 * @param {DataTransferItemList | undefined} items
 * @returns {keyof typeof text.messages.drop}
 */
function kindOf(items) {
  const types = [...items ?? []].filter(({ kind }) => kind === 'file').map(({ type }) => type);
  if (types.length === 0) return 'unclear';
  if (types.some((type) => type.startsWith('image/'))) return types.length === 1 ? 'picture' : 'unclear';
  return types.some((type) => type === '' || type === 'application/json' || type === 'application/octet-stream') ? 'model' : 'other';
}

const isModel = (/** @type {File} */ { name }) => /\.(safetensors|json)$/i.test(name);
const isPicture = (/** @type {File} */ { type }) => /^image\//.test(type);
