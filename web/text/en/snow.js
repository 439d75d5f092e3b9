/** What the sky says. */
import { writersOf } from '../writers.js';

const { number, plural } = writersOf('en');

export const snow = {
  start: 'Let it snow',
  pause: 'Pause',
  fullScreen: 'Full screen',
  leaveFullScreen: 'Leave full screen',
  /** The flake that was hit last. */
  take: 'Grow it on the stage',
  flakeCount: (/** @type {number} */ count) => plural(count, { one: `${number(count)} flake`, other: `${number(count)} flakes` }),
  /** The graphics card was taken away, or has no room. */
  onlyNear: 'The graphics card has no flakes any more. Those near by still fall.',
  /** By the slider's place: leftward below 0. @type {Record<number, string>} */
  winds: {
    [-4]: 'leftward storm', [-3]: 'leftward wind', [-2]: 'leftward breeze', [-1]: 'leftward breath',
    0: 'still air', 1: 'rightward breath', 2: 'rightward breeze', 3: 'rightward wind', 4: 'rightward storm',
  },
};
