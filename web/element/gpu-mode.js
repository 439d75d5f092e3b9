/**
 * Whether a GPU steps what grows, and draws it: where renderer="webgpu" asks for it, or where the grid is so large that the core is slower than it should be. What it
 * takes is fetched when it is wanted; an embedded element has none of it (web/embed/gpu-mode.js).
 *
 * @import { GpuGrid } from '../gpu/grid.js'
 * @import { Screen } from '../look/screen.js'
 * @import { Growth } from './growth.js'
 * @import { SnowflakeNca } from './snowflake-nca.js'
 * @import { View } from './view.js'
 */

/** From such a grid on, if it makes less than this share of the steps that it should, or that can be seen, each of so many times that it is looked at. */
const LARGE_CELLS = 512 * 512, SLOW_SHARE = 0.7, SEEN_STEPS_PER_SECOND = 60, LOOKS = 20;

export class GpuMode {
  #element;
  #view;
  #onTrouble;
  /** @type {Growth | undefined} */
  #growth;
  /** @type {GpuGrid | undefined} */
  #grid;
  /** For which one is being asked for. @type {Growth | undefined} */
  #asking;
  #numSlow = 0;

  /** @param {SnowflakeNca} element @param {View} view @param {(error: unknown) => void} onTrouble called when what was asked for cannot be had */
  constructor(element, view, onTrouble) {
    this.#element = element;
    this.#view = view;
    this.#onTrouble = onTrouble;
    element.addEventListener('step', (event) => this.#look(/** @type {CustomEvent} */ (event).detail.stepsPerSecond));
    if ('MutationObserver' in globalThis) new MutationObserver(() => this.follow(this.#growth)).observe(element, { attributeFilter: ['renderer'] });
  }

  /** What grows, or how it shall be drawn, is another. @param {Growth | undefined} growth */
  follow(growth) {
    if (growth !== this.#growth) {
      if (this.#grid && growth) this.#turn(undefined); // what the old one drew on goes with it
      this.#grid = undefined;
    }
    this.#growth = growth;
    if (growth && (!this.#grid || this.#grid.isLost) && this.#element.renderer === 'webgpu') void this.#begin(growth, false); // anew, too, after a card was taken away
    else if (this.#grid?.isOnGpu && this.#isAllowed) this.#turn(this.#grid.openScreen());
    else void this.#grid?.giveBack();
  }

  get #isAllowed() { return /webgpu|auto/.test(this.#element.renderer); }

  /** About ten times a second, while it plays. @param {number} stepsPerSecond */
  #look(stepsPerSecond) {
    if (this.#grid?.isOnGpu && this.#isAllowed && this.#view.rendererName !== 'webgpu') this.#turn(this.#grid.openScreen()); // it was put elsewhere
    const growth = this.#growth, { renderer, speed } = this.#element;
    const isSlow = growth !== undefined && renderer === 'auto' && growth.sim.height * growth.sim.width >= LARGE_CELLS
      && stepsPerSecond > 0 && stepsPerSecond < SLOW_SHARE * Math.min(speed, SEEN_STEPS_PER_SECOND);
    this.#numSlow = isSlow ? this.#numSlow + 1 : 0;
    if (growth && this.#numSlow === LOOKS && !this.#grid) void this.#begin(growth, true);
  }

  /** @param {Growth} growth @param {boolean} onlyOnCard nobody asked for it: then it has to be faster, and nothing is said where there is none */
  async #begin(growth, onlyOnCard) {
    if (growth === this.#asking) return;
    this.#asking = growth;
    const isThere = () => growth === this.#growth, isWanted = () => isThere() && this.#isAllowed;
    const onTrouble = (/** @type {unknown} */ error) => { if (isThere()) this.#onTrouble(error); };
    try {
      const { putOnGpu } = await import('../gpu/mode.js');
      const grid = await putOnGpu(growth, { onlyOnCard, isWanted, onTurn: (screen) => { if (isThere()) this.#turn(screen); }, onTrouble });
      if (isThere()) this.#grid = grid;
    } catch (error) {
      if (!onlyOnCard) onTrouble(error);
    }
    if (isThere()) this.#asking = undefined;
    if (isThere() && onlyOnCard && !this.#grid && this.#element.renderer === 'webgpu') void this.#begin(growth, false); // somebody has asked for it meanwhile
  }

  /** @param {Screen | undefined} screen of the GPU; none: the core has it */
  #turn(screen) {
    if (screen) this.#view.showScreen(screen);
    else this.#view.changeRenderer(this.#element.renderer);
  }
}
