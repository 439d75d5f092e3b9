/** A slider whose value has a name, which stands beside it. */
import { byId, setText } from '../page/dom.js';

/** @param {string} id @param {(value: number) => string} use returns what the value is called @returns {() => void} use it again */
export function connectSlider(id, use) {
  const slider = byId(id, HTMLInputElement), output = byId(`${id}-value`);
  const show = () => {
    const name = use(slider.valueAsNumber);
    setText(output, name);
    slider.setAttribute('aria-valuetext', name);
  };
  slider.addEventListener('input', show);
  show();
  return show;
}
