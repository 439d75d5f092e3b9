/** Files dropped anywhere on the page: weights to grow, pictures to train on. */

/**
 * @typedef {object} DropTargets
 * @property {HTMLElement} hint shown while a file is over the page
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

  document.addEventListener('dragenter', (event) => carriesFile(event) && settle(1));
  document.addEventListener('dragleave', (event) => carriesFile(event) && settle(-1));
  document.addEventListener('dragover', (event) => carriesFile(event) && event.preventDefault());
  document.addEventListener('drop', (event) => {
    settle(0);
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    if (/\.(safetensors|json)$/i.test(file.name)) onWeights(file);
    else if (/^image\//.test(file.type)) onPicture(file);
    else onOther();
  });
}
