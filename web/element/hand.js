/**
 * The visitor's hand on an element: pointer and keys, the tool they work, the brush that shows where, and what is said about it.
 *
 * @import { Edit } from '../core/script.js'
 * @import { Place } from './pointer.js'
 * @import { SnowflakeNca } from './snowflake-nca.js'
 * @import { View } from './view.js'
 */
import { words as text } from '../text/element-words.js';
import { emit } from './emit.js';
import { listenToKeyboard } from './keyboard.js';
import { listenToPointer } from './pointer.js';
import { isBrush, Tools } from './tools.js';

const ZOOM_STEP = 1.5;
/** Keys that may be held down. */
const REPEATABLE_KEYS = new Set(['s', 'b', '+', '=', '-']);

export class Hand {
  #element;
  #view;
  #onOtherLook;
  #tools;
  #letGo = () => {};

  /** @param {SnowflakeNca} element @param {View} view @param {() => void} onOtherLook called when it shall be drawn otherwise */
  constructor(element, view, onOtherLook) {
    this.#element = element;
    this.#view = view;
    this.#onOtherLook = onOtherLook;
    this.#tools = new Tools({
      tool: () => element.tool,
      mix: () => element.toolMix,
      brush: () => element.brush,
      edit: (edit, { joins }) => this.#use(edit, joins),
      showCut: (wound) => view.showCut(wound),
    });
  }

  /** @param {AbortSignal} signal ends it */
  listen(signal) {
    const element = this.#element, view = this.#view, tools = this.#tools, { frame } = view;
    frame.addEventListener('pointerdown', () => frame.classList.add('by-pointer'), { signal });
    for (const type of ['keydown', 'blur']) frame.addEventListener(type, () => frame.classList.remove('by-pointer'), { signal });
    const isInteractive = () => element.interactive && element.sim !== undefined;
    this.#letGo = listenToPointer({
      frame, isInteractive,
      isMagnified: () => view.camera.zoom > 1,
      hover: (place) => this.#hover(place),
      pixelAt: (point) => view.pixelAt(point),
      cellAt: ({ x, y }) => view.camera.cellAt(x, y),
      press: (place) => tools.press(place),
      drag: (from, to) => tools.drag(from, to),
      release: () => tools.release(),
      cancel: () => tools.cancel(),
      pan: (dx, dy) => view.pan(dx, dy),
      zoom: (factor, at) => view.zoom(factor, at),
    }, signal);
    listenToKeyboard({
      frame, isInteractive,
      grid: () => element.sim ?? { width: 1, height: 1 },
      hover: (place) => {
        this.#show(place);
        if (place) view.announce(text.brushAt(Math.floor(place.x), Math.floor(place.y)));
        else tools.cancel();
      },
      use: (place) => {
        tools.press(place);
        tools.release();
      },
      turn: (turns, place) => {
        this.#show(place);
        tools.turn(turns, place);
      },
      leave: () => frame.blur(),
      repeatable: REPEATABLE_KEYS,
      commands: {
        p: () => (element.paused ? element.play() : element.pause()),
        s: () => element.step(),
        b: () => element.goTo(element.numSteps - 1),
        r: () => element.restart(),
        z: () => element.undo(),
        y: () => element.redo(),
        v: () => this.#onOtherLook(),
        '+': () => view.zoom(ZOOM_STEP),
        '=': () => view.zoom(ZOOM_STEP), // the same key without Shift
        '-': () => view.zoom(1 / ZOOM_STEP),
        0: () => element.setCamera({ zoom: 1, x: 0.5, y: 0.5 }),
      },
    }, signal);
  }

  /** What is under way is not done: another tool is taken, or none. */
  letGo() {
    this.#letGo();
    this.#tools.cancel();
  }

  /** Where the keyboard's brush is, and what a cut would take there. @param {Place | undefined} place */
  #show(place) {
    if (place) this.#view.reveal(place.x, place.y);
    this.#hover(place);
    this.#tools.preview(place);
  }

  /** @param {Place | undefined} place */
  #hover(place) {
    const { tool, brush, sim } = this.#element;
    if (!place || !sim) this.#view.hideBrush();
    else if (isBrush(tool)) this.#view.showBrush(place.x, place.y, brush, false);
    else this.#view.showBrush(Math.floor(place.x) + 0.5, Math.floor(place.y) + 0.5, 0.5, true);
    emit(this.#element, 'hover', place);
  }

  /** @param {Edit} edit @param {boolean} joins */
  #use(edit, joins) {
    this.#element.edit(edit, { joins });
    if (joins) return;
    const words = { seed: text.planted, noise: text.noisy, graft: text.grafted, wound: text.wounded(this.#element.numAlive) };
    this.#view.announce(words[/** @type {keyof typeof words} */ (edit.type)]);
  }
}
