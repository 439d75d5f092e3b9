/** No decoder comes with the module, which shall be small: a flake is drawn smoothly at its finest. */
import { smoothLook } from '../look/smooth-look.js';

export const loadSmoothLook = async () => smoothLook;

/** @returns {Promise<undefined>} */
export async function loadFineLook() {
  return undefined;
}
