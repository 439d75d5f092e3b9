/** One choice of a few, each a card with a title and what is said about it: radio buttons for keys and screen readers. */
import { make } from '../page/dom.js';

/**
 * @param {object} options
 * @param {string} options.name of the choice, and what the ids of its buttons begin with
 * @param {string} options.legend
 * @param {(name: string) => void} options.onChoose the visitor has chosen a card
 */
export function cards({ name, legend, onChoose }) {
  const element = make('fieldset', 'preset-cards');
  /** @type {Map<string, HTMLInputElement>} */
  const radios = new Map();
  element.append(make('legend', 'unseen', legend));
  return {
    element,
    /** @param {string} value @param {{ title: string, about: string }} words @returns {HTMLElement} to be placed in the element, or elsewhere */
    card(value, { title, about }) {
      const card = make('label', 'preset'), radio = make('input'), box = make('span', 'card');
      Object.assign(radio, { type: 'radio', name, value, id: `${name}-${value}` });
      radio.addEventListener('change', () => onChoose(value));
      box.append(make('strong', '', title), make('span', 'about', about));
      card.append(radio, box);
      radios.set(value, radio);
      return card;
    },
    /** @param {string} value */
    choose(value) {
      for (const [each, radio] of radios) radio.checked = each === value;
    },
  };
}
