/** What flakes of the family of crystals shall look like: pictures, drawn in a worker one after the other. */
import workerUrl from './crystal-worker.js?worker&url';
import { scriptAddress } from '../core/script-address.js';

/** @import { Picture } from '../look/look.js' */

/** @type {Worker | undefined} */
let worker;
/** Settles when those that were asked for before are drawn, or are not wanted any more. @type {Promise<unknown>} */
let before = Promise.resolve();

/**
 * @param {readonly number[]} point of the family
 * @param {number} side pixels
 * @param {() => boolean} [isWanted] asked when its turn has come: a slider asks for more than anybody sees
 * @returns {Promise<Picture | undefined>} undefined: nobody wants it any more, or it cannot be drawn here
 */
export function crystalPicture(point, side, isWanted = () => true) {
  const drawn = before.then(() => (isWanted() ? draw(point, side) : undefined)).catch(() => undefined);
  before = drawn;
  return drawn;
}

/** @param {readonly number[]} point @param {number} side @returns {Promise<Picture | undefined>} */
async function draw(point, side) {
  const painter = (worker ??= new Worker(scriptAddress(workerUrl), { type: 'module', name: 'snowflake crystals' }));
  const rgba = await new Promise((resolve) => {
    painter.onmessage = ({ data }) => resolve(data);
    painter.onerror = () => { // it could not be started, or broke: the next one has another
      worker = undefined;
      resolve(undefined);
    };
    painter.postMessage({ point, side });
  });
  return rgba && { rgba, height: side, width: side };
}
