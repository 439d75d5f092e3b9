/** A row of what a model can grow, one of which is chosen: pictures where they are known, and names. */
import { showPicture } from '../look/canvas.js';
import { make, setHidden, setText } from './dom.js';
import { posterOf } from './posters.js';

/**
 * @import { Picture } from '../look/look.js'
 * @import { GoalOfModel } from './goals.js'
 */

export class GoalRow {
  root = make('fieldset', 'goals');
  #legend = make('legend');
  #row = make('div', 'goal-row');
  #name;
  #onChoose;
  /** @type {HTMLInputElement[]} */
  #radios = [];

  /** @param {string} name of its radio buttons @param {(goal: number) => void} onChoose */
  constructor(name, onChoose) {
    this.#name = name;
    this.#onChoose = onChoose;
    this.root.hidden = true;
    this.root.id = name;
    this.root.append(this.#legend, this.#row);
  }

  /** @param {readonly GoalOfModel[]} goals @param {(goal: number) => Promise<Picture | undefined>} pictureOf */
  fill(goals, pictureOf) {
    this.#radios = goals.map(({ word, title }, goal) => {
      const radio = make('input'), frame = make('span', 'thumbnail'), label = make('label');
      radio.type = 'radio';
      radio.name = this.#name;
      radio.value = String(goal);
      radio.addEventListener('change', () => this.#onChoose(goal));
      label.append(radio, frame, make('span', '', title));
      void showIn(frame, word, () => pictureOf(goal));
      return radio;
    });
    this.#row.replaceChildren(...this.#radios.map((radio) => /** @type {HTMLElement} */ (radio.parentElement)));
  }

  /** @param {{ isHidden: boolean, legend: string, chosen: readonly number[] }} now chosen: of a mix there are several */
  show({ isHidden, legend, chosen }) {
    setHidden(this.root, isHidden);
    setText(this.#legend, legend);
    this.#radios.forEach((radio, goal) => {
      radio.checked = chosen.length === 1 && chosen[0] === goal;
      radio.parentElement?.classList.toggle('chosen', radio.checked);
      radio.parentElement?.classList.toggle('mixed', chosen.length > 1 && chosen.includes(goal));
    });
  }
}

/** Its picture, if it has one; else the name is all. @param {HTMLElement} frame @param {string} word @param {() => Promise<Picture | undefined>} load */
async function showIn(frame, word, load) {
  const poster = posterOf(word), picture = poster ? undefined : await load().catch(() => undefined);
  if (poster) frame.append(poster);
  else if (picture) {
    const canvas = make('canvas', 'poster');
    frame.append(canvas);
    showPicture(canvas, picture);
  } else frame.remove();
}
