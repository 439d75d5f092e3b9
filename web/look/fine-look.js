/**
 * The look of a model that has a decoder: as fine as it is shown. Of a grid that a GPU has pictures are made there; where it cannot be drawn so, it is drawn smoothly.
 *
 * @import { Sim } from '../core/sim.js'
 * @import { Model } from '../core/types.js'
 * @import { CellSource } from './cells.js'
 * @import { Look, Picture } from './look.js'
 */
import { NcaError } from '../core/error.js';
import { MAX_FINE_SCALE } from '../core/fields.js';
import { isSameLayout } from '../core/shape.js';
import { nextTask } from '../core/next-task.js';
import { areOf, wholeOf } from './cells.js';
import { decodedPicture } from './decoded-picture.js';
import { DecoderCanvas } from './decoder-canvas.js';
import { DecoderScreen } from './decoder-screen.js';
import { sizeAt } from './look.js';
import { smoothLook } from './smooth-look.js';
import { ShaderError } from './webgl-context.js';

/** Pixels that are drawn at once: between them the page can answer. */
const BAND_PIXELS = 1 << 17;

/** @param {Model} model whose decoder draws what grows, be that of the same model or another with as many channels @returns {Look} */
export function fineLook(model) {
  return Object.freeze({
    name: /** @type {const} */ ('fine'),
    model,
    maxScale: MAX_FINE_SCALE,
    sizeAt,
    grainAt: () => 1,
    isAlike: (other) => other.model !== undefined && model.config.premultiplied === other.model.config.premultiplied && isSameLayout(model.config, other.model.config),

    /** @type {Look['paint']} */
    async paint(cells, scale, area = wholeOf(cells)) {
      const { height, width } = sizeAt(area, scale), { core, decoded } = cells.source ?? {};
      if ((!core && !decoded) || scale > MAX_FINE_SCALE || !areOf(cells, model)) return smoothLook.paint(cells, scale, area);
      if (!core) { // and where it is taken away meanwhile, there are the cells still
        return /** @type {Required<CellSource>} */ (cells.source).decoded(model, scale, { top: area.top * scale, left: area.left * scale, height, width }).catch(() => smoothLook.paint(cells, scale, area));
      }
      const rgba = new Uint8ClampedArray(height * width * 4), band = Math.max(1, Math.floor(BAND_PIXELS / width));
      const still = stillOf(/** @type {Sim} */ (cells.source), model);
      try {
        for (let row = 0; row < height; row += band) {
          if (row > 0) await nextTask();
          const part = { top: area.top * scale + row, left: area.left * scale, height: Math.min(band, height - row), width };
          rgba.set(decodedPicture({ source: still }, model, scale, part).rgba, row * width * 4);
        }
      } finally {
        still.destroy();
      }
      return { rgba, height, width };
    },

    /** @type {Look['openScreen']} */
    openScreen(choice, { onLost, onRedraw, onTrouble }) {
      try {
        if (choice !== '2d') return new DecoderScreen(onLost, model, { onlyOnGpu: choice !== 'webgl' });
      } catch (error) {
        if (error instanceof ShaderError) onTrouble(new NcaError('SHADER_FAILED', undefined, { cause: error }));
      }
      return new DecoderCanvas(model, onRedraw);
    },
  });
}

/** The cells as they are now: they may grow on before all of the picture is drawn. @param {Sim} sim @param {Model} model */
function stillOf(sim, model) {
  const still = sim.core.createSim(sim);
  still.setModel(model);
  still.state.set(sim.state);
  return still;
}
