/** Update: the change every cell is about to take, beside the flake. */
import { text } from '../text/text.js';
import { CellPicture, FAINT_POWER, fillLight, fillSigned, largestOf, Scale } from './cell-picture.js';
import { channelOptions } from './channels.js';
import { DEAD, livesOf } from './lives.js';
import { LiveFigure } from './live-figure.js';
import { part } from './parts.js';
import { subjectOf } from './small-flake.js';

/** @import { Lesson } from './lesson.js' */

const LENGTH_COLOUR = Object.freeze([240, 248, 255]);
const LEAST_SCALE = 0.1;
/** Slower than the others: the changes are restless. */
const STEPS_PER_SECOND = 10;

/** @param {HTMLElement} root @param {Lesson} lesson */
export function updateFigure(root, { model, newSim, signal }) {
  const sim = newSim(), channels = part(root, 'channel', HTMLSelectElement);
  channels.append(new Option(text.lesson.wholeChange, 'all'), ...channelOptions(sim));
  const flake = new CellPicture(part(root, 'flake', HTMLCanvasElement)), change = new CellPicture(part(root, 'change', HTMLCanvasElement));
  const scale = new Scale(LEAST_SCALE);

  const figure = new LiveFigure(root, {
    subject: subjectOf(sim),
    stepsPerSecond: STEPS_PER_SECOND,
    draw: () => {
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
    },
  }, signal);
  channels.addEventListener('change', () => {
    scale.restart();
    figure.request();
  }, { signal });
}

/** Of each cell's numbers as one vector. @param {Float32Array} delta @param {number} numChannels */
function lengthsOf(delta, numChannels) {
  const lengths = new Float32Array(delta.length / numChannels);
  for (let i = 0; i < delta.length; i++) lengths[Math.floor(i / numChannels)] += delta[i] ** 2;
  return lengths.map(Math.sqrt);
}
