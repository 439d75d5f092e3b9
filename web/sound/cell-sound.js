/**
 * What a flake sounds like as it grows: for every few cells that come to life or die a grain, the higher the more of them live. One that stands, or
 * rests, is silent.
 *
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 */
import { NUM_NOTES, playGrain } from './grains.js';

/** So many cells have to change for one grain; and no more grains than this follow one step event, of which there are ten a second. */
const CELLS_PER_GRAIN = 12, MOST_GRAINS = 2;
/** Over such a time the grains of one event are spread. */
const SPREAD_S = 0.1;
/** A flake of as many cells sounds as high as any. */
const HIGH_CELLS = 1100;
const FADE_S = 0.15;

export class CellSound {
  #context;
  #out;
  #flake;
  /** While it is on. @type {AbortController | undefined} */
  #listening;
  #isHeard = false;
  #numAlive = 0;
  /** Cells that changed, and were not heard yet. */
  #numUnheard = 0;

  /** @param {SnowflakeNca} flake @param {AudioContext} context */
  constructor(flake, context) {
    this.#flake = flake;
    this.#context = context;
    this.#out = context.createGain();
    this.#out.gain.value = 0;
    this.#out.connect(this.#context.destination);
  }

  /** @param {boolean} isOn */
  turn(isOn) {
    this.#listening?.abort();
    this.#listening = undefined;
    if (isOn) this.#listen(this.#listening = new AbortController());
    this.#follow();
  }

  /** @param {AbortController} listening */
  #listen({ signal }) {
    const flake = this.#flake, follow = () => this.#follow();
    this.#numAlive = flake.numAlive;
    flake.addEventListener('step', () => this.#heed(), { signal });
    for (const type of ['play', 'pause']) flake.addEventListener(type, follow, { signal });
    document.addEventListener('visibilitychange', follow, { signal });
  }

  /** Heard, or not any more: what still sounds fades, and the machine has nothing left to do. */
  #follow() {
    const context = this.#context, { gain } = this.#out;
    this.#isHeard = this.#listening !== undefined && !this.#flake.paused && !document.hidden;
    this.#numUnheard = 0;
    gain.cancelScheduledValues(context.currentTime);
    gain.setTargetAtTime(Number(this.#isHeard), context.currentTime, FADE_S / 3);
    if (this.#isHeard) void context.resume();
    else setTimeout(() => { if (!this.#isHeard) void context.suspend(); }, 2 * 1000 * FADE_S);
  }

  /** It has made steps, or was changed by hand. */
  #heed() {
    const { numAlive } = this.#flake;
    this.#numUnheard += Math.abs(numAlive - this.#numAlive);
    this.#numAlive = numAlive;
    if (!this.#isHeard) return;
    const numGrains = Math.min(Math.floor(this.#numUnheard / CELLS_PER_GRAIN), MOST_GRAINS);
    if (numGrains > 0) this.#numUnheard = 0;
    for (let i = 0; i < numGrains; i++) {
      const height = Math.min(numAlive / HIGH_CELLS, 1) * 0.7 + 0.3 * Math.random();
      playGrain(this.#context, this.#out, {
        note: Math.min(Math.floor(height * NUM_NOTES), NUM_NOTES - 1), side: 2 * Math.random() - 1, atS: this.#context.currentTime + (SPREAD_S * (i + Math.random())) / MOST_GRAINS,
      });
    }
  }
}
