/** Update: the change every cell is about to take, beside the flake. */
import { text } from '../text/text.js';
import { CellPicture, FAINT_POWER, fillLight, fillSigned, largestOf, Scale } from './cell-picture.js';
import { channelOptions } from './channels.js';
import { DEAD, livesOf } from './lives.js';
import { part } from './parts.js';

/** @import { Lesson } from './lesson.js' */

const LENGTH_COLOUR = Object.freeze([240, 248, 255]);
const LEAST_SCALE = 0.1;

/** @param {HTMLElement} root @param {Lesson} lesson */
export function updateFigure(root, { model, walk, signal }) {
  const { sim } = walk, channels = part(root, 'channel', HTMLSelectElement);
  channels.append(new Option(text.lesson.wholeChange, 'all'), ...channelOptions(sim));
  const flake = new CellPicture(part(root, 'flake', HTMLCanvasElement)), change = new CellPicture(part(root, 'change', HTMLCanvasElement));
  const scale = new Scale(LEAST_SCALE);

  const request = walk.figure(root, () => {
    flake.show(sim);
    const { delta } = sim.inspect(), { numChannels } = sim, lives = livesOf(sim, model.config.aliveThreshold);
    // The others work one out too, and are set to zero all the same.
    for (let i = 0; i < delta.length; i++) if (lives[Math.floor(i / numChannels)] === DEAD) delta[i] = 0;
    if (channels.value === 'all') {
      const lengths = lengthsOf(delta, numChannels), full = scale.follow(largestOf(lengths, 0, 1));
      change.draw(sim, (data) => fillLight(data, lengths.map((length) => (length / full) ** FAINT_POWER), LENGTH_COLOUR, 0, 1));
    } else {
      const channel = Number(channels.value), full = scale.follow(largestOf(delta, channel, numChannels));
      change.draw(sim, (data) => fillSigned(data, delta, full, channel, numChannels));
    }
  });
  channels.addEventListener('change', () => {
    scale.restart();
    request();
  }, { signal });
}

/** Of each cell's numbers as one vector. @param {Float32Array} delta @param {number} numChannels */
function lengthsOf(delta, numChannels) {
  const lengths = new Float32Array(delta.length / numChannels);
  for (let i = 0; i < delta.length; i++) lengths[Math.floor(i / numChannels)] += delta[i] ** 2;
  return lengths.map(Math.sqrt);
}
