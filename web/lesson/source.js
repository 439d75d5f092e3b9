/**
 * Which flake a figure shows: the one on the stage, or its own. The stage's has no grid until it is loaded, and makes no steps while
 * it is out of sight, so every figure has a flake of its own to fall back to.
 *
 * @import { Sim } from '../core/nca.js'
 */

/** What the figures need of the <snowflake-nca> on the stage. @typedef {HTMLElement & { sim?: Sim }} StageFlake */
/** @typedef {{ x: number, y: number }} Place in cells */

export class FlakeSource {
  #stage;
  #own;
  #box;

  /**
   * @param {object} options
   * @param {StageFlake} options.stage
   * @param {Sim} options.own
   * @param {HTMLInputElement} options.box checked: the stage's
   * @param {boolean} options.prefersStage what it shows at first
   * @param {(isStage: boolean) => void} options.onChange another flake is shown; also called at once
   * @param {() => void} options.onStep the stage's flake has changed while it is shown
   * @param {(place: Place) => void} [options.onHover] where the brush is on it
   * @param {AbortSignal} signal
   */
  constructor({ stage, own, box, prefersStage, onChange, onStep, onHover }, signal) {
    this.#stage = stage;
    this.#own = own;
    this.#box = box;
    box.checked = prefersStage;
    const update = () => {
      box.disabled = !stage.sim;
      onChange(this.isStage);
    };
    box.addEventListener('change', update, { signal });
    stage.addEventListener('ready', update, { signal });
    stage.addEventListener('step', () => this.isStage && onStep(), { signal });
    stage.addEventListener('hover', (event) => {
      const { x, y } = /** @type {CustomEvent<Partial<Place>>} */ (event).detail;
      if (x !== undefined && y !== undefined && this.isStage) onHover?.({ x, y });
    }, { signal });
    update();
  }

  get isStage() {
    return this.#box.checked && this.#stage.sim !== undefined;
  }

  /** @returns {Sim} valid until the next event: the stage may take another */
  get sim() {
    return (this.#box.checked && this.#stage.sim) || this.#own;
  }
}
