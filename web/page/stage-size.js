/**
 * How many cells the stage has: close around the picture of what grows, so that it fills the stage and every picture that is saved of it, unless
 * the visitor, or a link, wants another grid.
 *
 * @import { Model } from '../core/types.js'
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 */
import { DEATHLESS_RULES } from '../core/fields.js';
import { text } from '../text/text.js';
import { byId } from './dom.js';

/** Of the picture's side, on every side: then it fills three quarters, and more than two thirds where a cell is a whole number of pixels. */
const ROOM = 0.125;
const SIDES_CELLS = Object.freeze([32, 48, 72, 96, 128, 192, 256, 384, 512]);
/** Of the blog's model, whose files do not say it. */
const SIDE_OF_BLOG = 32;
const CLOSE = 'close', AS_TRAINED = '';

/** @param {Model} model @returns {number | undefined} cells of a side; undefined: it fills any grid, or its own is no square */
function closeSideOf({ height, width, padding, config }) {
  const side = (height || (config.alive === 'post' ? SIDE_OF_BLOG : 0)) - 2 * padding;
  return height !== width || DEATHLESS_RULES.includes(config.alive) || side <= 0 ? undefined : side + 2 * Math.round(side * ROOM);
}

export class StageSize {
  #flake;
  #select = byId('size', HTMLSelectElement);
  /** @type {SnowflakeNca['timeline']} */
  #timeline;
  /** What the attribute says, as far as it was said here. */
  #used = '';

  /** @param {SnowflakeNca} flake */
  constructor(flake) {
    this.#flake = flake;
    const sides = SIDES_CELLS.map((side) => new Option(text.stage.sizeOf(side), String(side)));
    this.#select.append(new Option(text.stage.sizeClose, CLOSE), new Option(text.stage.sizeOwn, AS_TRAINED), ...sides);
    this.#select.addEventListener('change', () => this.#use());
    flake.addEventListener('ready', () => {
      if (flake.timeline === this.#timeline) return; // another rule on the cells that are there
      this.#use();
    });
    flake.addEventListener('step', () => {
      const size = flake.getAttribute('size') ?? AS_TRAINED;
      if (size !== this.#used) this.#show(size);
    });
  }

  /** As a link has it. @param {{ height: number, width: number } | undefined} size undefined: the one the model was trained on */
  want(size) {
    const wanted = !size ? AS_TRAINED : size.height === size.width ? String(size.height) : `${size.height}x${size.width}`;
    this.#show(wanted);
    this.#use();
  }

  /** Choose it in the list, where it gets a place if it has none. @param {string} size as the attribute has it */
  #show(size) {
    const [height, width = height] = size.split('x'), wanted = height === width ? height : size;
    this.#used = size;
    if (![...this.#select.options].some(({ value }) => value === wanted)) this.#select.append(new Option(text.stage.sizeOf(Number(height), Number(width)), wanted));
    this.#select.value = wanted;
  }

  #use() {
    const flake = this.#flake, { value } = this.#select, { currentModel } = flake;
    const size = value === CLOSE ? currentModel && closeSideOf(currentModel) : value;
    if (size) flake.size = String(size);
    else flake.removeAttribute('size');
    this.#used = size ? String(size) : AS_TRAINED;
    this.#timeline = flake.timeline;
  }
}
