/** Tabs: one row of names, of which the chosen one shows its panel. By arrow keys too, as the ARIA practices have it. */
import { make } from './dom.js';

/** @typedef {{ name: string, label: string, panel: HTMLElement }} Tab */

/** @type {Readonly<Record<string, (index: number, count: number) => number>>} */
const MOVES = Object.freeze({
  ArrowLeft: (index, count) => (index + count - 1) % count,
  ArrowRight: (index, count) => (index + 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
});

export class Tabs {
  #tabs;
  #buttons;
  #onSelect;
  #selected = 0;

  /**
   * @param {object} options
   * @param {string} options.id that the ids of tabs and panels begin with
   * @param {string} options.label of the row
   * @param {Tab[]} options.tabs the first one is chosen
   * @param {(name: string) => void} options.onSelect called when the visitor chose, or select() was called
   */
  constructor({ id, label, tabs, onSelect }) {
    this.#tabs = tabs;
    this.#onSelect = onSelect;
    this.list = make('div', 'tabs');
    this.list.setAttribute('role', 'tablist');
    this.list.setAttribute('aria-label', label);
    this.#buttons = tabs.map(({ name, label, panel }, i) => {
      const button = make('button', '', label);
      button.type = 'button';
      button.id = `${id}-tab-${name}`;
      button.setAttribute('role', 'tab');
      button.setAttribute('aria-controls', (panel.id = `${id}-panel-${name}`));
      button.addEventListener('click', () => this.#choose(i));
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', button.id);
      return button;
    });
    this.list.append(...this.#buttons);
    this.list.addEventListener('keydown', (event) => {
      const move = MOVES[event.key];
      if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.#choose(move(this.#selected, tabs.length));
      this.#buttons[this.#selected].focus();
    });
    this.#show();
  }

  get selected() {
    return this.#tabs[this.#selected].name;
  }

  /** @param {string} name */
  select(name) {
    this.#choose(this.#tabs.findIndex((tab) => tab.name === name));
  }

  /** @param {number} index */
  #choose(index) {
    this.#selected = index;
    this.#show();
    this.#onSelect(this.selected);
  }

  #show() {
    for (const [i, button] of this.#buttons.entries()) {
      const isSelected = i === this.#selected;
      button.setAttribute('aria-selected', String(isSelected));
      button.tabIndex = isSelected ? 0 : -1;
      this.#tabs[i].panel.hidden = !isSelected;
    }
  }
}
