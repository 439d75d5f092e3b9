/**
 * What is inside a flake: the numbers of every cell as pictures, and of one cell as bars. Both draw whatever Sim they are given.
 *
 *   const pictures = new ChannelPictures(emptyElement);   pictures.draw(sim);
 *   const bars = new CellBars(emptyElement);              bars.show(sim, x, y);
 *
 * The elements get their size from web/styles/sections/figures.css (.channels, .cell-bars).
 *
 * @import { Sim } from '../core/nca.js'
 */
import { USUAL_CHANNELS } from '../core/fields.js';
import { setText } from '../page/dom.js';
import { text } from '../text/text.js';
import { CellPicture, fillLight, fillSigned, largestOf, LIGHTS, Scale } from './cell-picture.js';
import { make } from './parts.js';

const NUM_VISIBLE = LIGHTS.length;
/** The lengths of a full bar: colours and alpha stay near 0..1, hidden numbers seldom leave this. */
const VISIBLE_BAR = 1, HIDDEN_BAR = 4;
/** A hidden channel that is all but zero everywhere is shown dark, not blown up. */
const LEAST_SCALE = 0.25;

/** @param {number} channel @returns {string} */
function nameOfChannel(channel) {
  return channel < NUM_VISIBLE ? text.lesson.visibleNames[channel] : text.lesson.hiddenName(channel - NUM_VISIBLE + 1);
}

/** @param {number} channel @returns {string} */
function shortNameOfChannel(channel) {
  return channel < NUM_VISIBLE ? text.lesson.visibleShort[channel] : text.lesson.hiddenShort(channel - NUM_VISIBLE + 1);
}

/** For a <select>: every channel by name, with its number as the value. @param {Sim} sim */
export function channelOptions({ numChannels }) {
  return Array.from({ length: numChannels }, (_, channel) => new Option(nameOfChannel(channel), String(channel)));
}

/** Colours and alpha as light, hidden numbers about zero. @param {CellPicture} picture @param {Sim} sim @param {number} channel @param {number} scale of hidden ones */
export function drawChannel(picture, sim, channel, scale) {
  const { state, numChannels } = sim;
  picture.draw(sim, (data) => (channel < NUM_VISIBLE ? fillLight(data, state, LIGHTS[channel], channel, numChannels) : fillSigned(data, state, scale, channel, numChannels)));
}

/** All as small pictures; as many as the Sim has that is drawn. */
export class ChannelPictures {
  #root;
  /** @type {{ picture: CellPicture, extent: HTMLElement, scale: Scale }[]} */
  #parts = [];
  /** @type {Sim | undefined} */
  #lastSim;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    root.classList.add('channels');
    this.#make(USUAL_CHANNELS);
  }

  /** @param {number} numChannels */
  #make(numChannels) {
    if (numChannels === this.#parts.length) return;
    this.#root.replaceChildren();
    this.#parts = Array.from({ length: numChannels }, (_, channel) => {
      const box = make('div', 'channel night'), canvas = make('canvas'), extent = make('span', 'extent rightward');
      canvas.width = canvas.height = 48;
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', nameOfChannel(channel));
      const name = make('span', '', shortNameOfChannel(channel));
      name.setAttribute('aria-hidden', 'true');
      box.append(canvas, name, extent);
      this.#root.append(box);
      return { picture: new CellPicture(canvas), extent, scale: new Scale(LEAST_SCALE) };
    });
  }

  /** @param {Sim} sim */
  draw(sim) {
    this.#make(sim.numChannels);
    if (sim !== this.#lastSim || sim.numSteps === 0) for (const { scale } of this.#parts) scale.restart();
    this.#lastSim = sim;
    for (const [channel, { picture, extent, scale: own }] of this.#parts.entries()) {
      const scale = channel < NUM_VISIBLE ? 1 : own.follow(largestOf(sim.state, channel, sim.numChannels));
      drawChannel(picture, sim, channel, scale);
      setText(extent, channel < NUM_VISIBLE ? '' : text.lesson.extent(scale));
    }
  }
}

/** The numbers of one cell, as bars from zero to both sides. */
export class CellBars {
  #root;
  /** @type {{ bar: HTMLElement, value: HTMLElement, full: number }[]} */
  #rows = [];

  /** @param {HTMLElement} root a <dl> */
  constructor(root) {
    this.#root = root;
    root.classList.add('cell-bars');
    this.#make(USUAL_CHANNELS);
  }

  /** @param {number} numChannels */
  #make(numChannels) {
    if (numChannels === this.#rows.length) return;
    this.#root.replaceChildren();
    this.#rows = Array.from({ length: numChannels }, (_, channel) => {
      const row = make('div'), name = make('dt', '', shortNameOfChannel(channel)), definition = make('dd');
      const track = make('span', 'track'), bar = make('span', 'bar'), value = make('span', 'value rightward');
      name.title = nameOfChannel(channel);
      track.append(bar);
      definition.append(track, value);
      row.append(name, definition);
      this.#root.append(row);
      return { bar, value, full: channel < NUM_VISIBLE ? VISIBLE_BAR : HIDDEN_BAR };
    });
  }

  /** @param {Sim} sim @param {number} x column @param {number} y row */
  show(sim, x, y) {
    this.#make(sim.numChannels);
    const first = (y * sim.width + x) * sim.numChannels, { state } = sim;
    for (const [channel, { bar, value, full }] of this.#rows.entries()) {
      const number = state[first + channel], length = Math.min(Math.abs(number) / full, 1);
      setText(value, text.lesson.value(number));
      bar.classList.toggle('below', number < 0);
      bar.style.transform = `scaleX(${length.toFixed(3)})`;
    }
  }
}
