/** What the sky says. */
import { writersOf } from '../writers.js';

const { number } = writersOf('en');

export const snow = {
  start: 'Let it snow',
  pause: 'Pause',
  fullScreen: 'Full screen',
  leaveFullScreen: 'Leave full screen',
  flakeCount: (/** @type {number} */ count) => `${number(count)} ${count === 1 ? 'flake' : 'flakes'}`,
  windOf: (/** @type {number} */ wind) =>
    wind === 0 ? 'still air' : `${wind > 0 ? 'rightward' : 'leftward'} ${['breath', 'breeze', 'wind', 'storm'][Math.abs(wind) - 1]}`,
};
