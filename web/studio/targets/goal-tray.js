/**
 * What one rule shall learn beside the picture that is being made: pictures that were laid aside, each of which becomes a goal of its own.
 *
 * @import { Goal } from './goal.js'
 */
import { showPicture } from '../../look/canvas.js';
import { make, makeButton, setDisabled, setHidden, setText } from '../../page/dom.js';
import { text } from '../../text/text.js';
import { asOne, isSamePicture, nameOfGoal } from './goal.js';

const MAX_GOALS = 8;

export class GoalTray {
  element = make('div', 'goal-tray');
  #list = make('ul');
  #hint = make('p', 'hint');
  #add;
  #onChange;
  /** @type {Goal[]} */
  #laidAside = [];
  /** What is being made. @type {Goal | undefined} */
  #made;

  /** @param {() => void} onChange other goals are in it */
  constructor(onChange) {
    this.#onChange = onChange;
    this.#add = makeButton(text.targets.another, () => {
      if (this.#made) this.#lay([...this.#laidAside, this.#made]);
    });
    this.#add.id = 'goal-another';
    this.#list.setAttribute('aria-label', text.targets.several);
    this.element.append(this.#list, this.#add, this.#hint);
    this.#show();
  }

  /** What the next run shall learn: all of it. @param {Goal | undefined} made now; undefined: it could not be grown @returns {Goal | undefined} undefined: nothing */
  with(made) {
    this.#made = made;
    this.#show();
    const all = made && !this.#has(made) ? [...this.#laidAside, made] : this.#laidAside;
    return all.length > 0 ? asOne(all) : undefined;
  }

  /** Nothing but these are laid aside. @param {Goal[]} goals each alone */
  hold(goals) {
    this.#laidAside = goals;
    this.#show();
  }

  /** @param {Goal[]} goals */
  #lay(goals) {
    this.hold(goals);
    this.#onChange();
  }

  /** @param {Goal} goal */
  #has(goal) {
    return this.#laidAside.some((each) => isSamePicture(each, goal));
  }

  #show() {
    const laid = this.#laidAside, isWaiting = laid.length > 0 && (!this.#made || this.#has(this.#made)), isFull = laid.length + Number(!isWaiting) >= MAX_GOALS;
    setDisabled(this.#add, !this.#made || isWaiting || isFull);
    setHidden(this.#list, laid.length === 0);
    setText(this.#hint, isFull ? text.targets.full(MAX_GOALS) : isWaiting ? text.targets.chooseAnother : laid.length > 0 ? text.targets.together(laid.length + 1) : '');
    while (this.#list.children.length > laid.length) this.#list.lastChild?.remove();
    laid.forEach((goal, i) => {
      const shown = /** @type {HTMLLIElement & { goal?: Goal } | undefined} */ (this.#list.children[i]);
      if (shown?.goal === goal) return;
      const row = Object.assign(this.#rowOf(goal), { goal });
      if (shown) shown.replaceWith(row);
      else this.#list.append(row);
    });
  }

  /** @param {Goal} goal */
  #rowOf(goal) {
    const row = make('li'), picture = make('canvas', 'thumbnail'), name = nameOfGoal(goal);
    showPicture(picture, goal);
    const drop = makeButton('✕', () => {
      this.#add.focus(); // the button goes
      this.#lay(this.#laidAside.filter((each) => each !== goal));
    });
    drop.setAttribute('aria-label', text.targets.drop(name));
    drop.title = text.targets.drop(name);
    row.append(picture, make('span', '', name), drop);
    return row;
  }
}
