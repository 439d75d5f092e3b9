/** Perception: a channel, and how steeply it rises to the right and downwards, as the core perceives it. */
import { CellPicture, fillSigned, largestOf, Scale } from './cell-picture.js';
import { channelOptions, drawChannel } from './channels.js';
import { chosen, part } from './parts.js';

/** @import { Sim } from '../core/nca.js' */
/** @import { Lesson } from './lesson.js' */

const ALPHA = 3;
const DISC_RADIUS_CELLS = 14;
/** Of the slopes: those of a flat picture are not blown up. */
const LEAST_SCALE = 0.2;

/** @param {HTMLElement} root @param {Lesson} lesson */
export function perceptionFigure(root, { newSim, walk, signal }) {
  const { sim: flake } = walk, disc = newSim(), channels = part(root, 'channel', HTMLSelectElement);
  drawDisc(disc);
  channels.append(...channelOptions(flake));
  channels.value = String(ALPHA);
  const picture = (/** @type {string} */ name) => new CellPicture(part(root, name, HTMLCanvasElement));
  const itself = picture('itself'), slopeX = picture('slope-x'), slopeY = picture('slope-y');
  const own = new Scale(LEAST_SCALE), slope = new Scale(LEAST_SCALE);

  const request = walk.figure(root, () => {
    const sim = chosen(root, 'lesson-seen') === 'disc' ? disc : flake, channel = Number(channels.value);
    const { perceived } = sim.inspect(), { numChannels, numPerceived } = sim, x = numChannels + channel, y = 2 * numChannels + channel;
    drawChannel(itself, sim, channel, own.follow(largestOf(sim.state, channel, numChannels)));
    const scale = slope.follow(Math.max(largestOf(perceived, x, numPerceived), largestOf(perceived, y, numPerceived)));
    slopeX.draw(sim, (data) => fillSigned(data, perceived, scale, x, numPerceived));
    slopeY.draw(sim, (data) => fillSigned(data, perceived, scale, y, numPerceived));
  });

  const changed = () => {
    own.restart();
    slope.restart();
    request();
  };
  channels.addEventListener('change', changed, { signal });
  for (const input of root.querySelectorAll('input[name="lesson-seen"]')) input.addEventListener('change', changed, { signal });
}

/** One inside, zero outside, in every channel. @param {Sim} sim */
function drawDisc(sim) {
  const { state, height, width, numChannels } = sim;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isInside = Math.hypot(x + 0.5 - width / 2, y + 0.5 - height / 2) < DISC_RADIUS_CELLS, first = (y * width + x) * numChannels;
      state.fill(isInside ? 1 : 0, first, first + numChannels);
    }
  }
  sim.stateChanged();
}
