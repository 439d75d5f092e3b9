/** Some flakes of the sample pool, as they are now: what the run goes on from, wounds and all. */

/** @import { RunDesk } from './run-desk.js' */
import { showPicture } from '../look/canvas.js';
import { make } from '../page/dom.js';
import { text } from '../text/text.js';

const NUM_SAMPLES = 8;
const LOOK_EVERY_MS = 1500;

export class PoolStrip {
  element = make('figure', 'pool');
  #desk;
  #row = make('div', 'pool-row');
  #timer = 0;

  /** @param {RunDesk} desk */
  constructor(desk) {
    this.#desk = desk;
    this.#row.setAttribute('role', 'img');
    this.#row.setAttribute('aria-label', text.studio.poolLabel);
    this.element.append(make('figcaption', '', text.studio.pool), this.#row);
    this.element.hidden = true;
    for (const event of ['run', 'state']) desk.addEventListener(event, () => this.#follow());
  }

  #follow() {
    const isRunning = this.#desk.session.state === 'running';
    if (!isRunning) clearInterval(this.#timer);
    else if (!this.#timer) this.#timer = window.setInterval(() => void this.#look(), LOOK_EVERY_MS);
    if (!isRunning) this.#timer = 0;
    if (this.#desk.session.state === 'loading') this.element.hidden = true; // another run, which may have no pool
  }

  async #look() {
    if (document.hidden) return;
    const { session } = this.#desk, pool = await session.poolSamples(NUM_SAMPLES);
    if (session !== this.#desk.session || !pool || pool.samples.length === 0) return;
    this.element.hidden = false;
    const { width, height, samples } = pool;
    while (this.#row.childElementCount < samples.length) this.#row.append(make('canvas', 'night'));
    while (this.#row.childElementCount > samples.length) this.#row.lastChild?.remove();
    samples.forEach(({ rgba }, i) => showPicture(/** @type {HTMLCanvasElement} */ (this.#row.children[i]), { rgba, height, width }));
  }
}
