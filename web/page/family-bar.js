/**
 * A family of flakes on the stage: a button that turns the living flake into another one, the number that names it, and sliders that shape one. It comes with
 * the first model that knows a family.
 *
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 */
import { anyFlake, AXES, isOfFamily, MAX_FLAKE, mixOfPoint, pointOfFlake, pointOfMix } from '../core/family.js';
import { parseFlake } from '../element/attributes.js';
import { text } from '../text/text.js';
import { byId, make, setHidden, setText, setTyped } from './dom.js';
import { mixOf } from './goals.js';

/** @param {SnowflakeNca} flake */
export function connectFamily(flake) {
  const root = make('div', 'family'), another = make('button', 'primary', text.stage.another), sliders = make('div', 'shaping'), shaping = make('details', 'more');
  const number = make('input'), label = make('label', 'number', text.stage.flakeNumber), hint = make('p', 'hint');
  another.type = 'button';
  another.id = 'another';
  Object.assign(number, { type: 'text', inputMode: 'numeric', id: 'flake-number', autocomplete: 'off', size: 10, maxLength: 10 });
  hint.id = 'flake-number-hint';
  number.setAttribute('aria-describedby', hint.id);
  hint.setAttribute('role', 'status');
  label.append(number);
  const axes = AXES.map((axis) => axisOf(axis, () => { flake.mix = mixOfPoint(axes.map(({ slider }) => slider.valueAsNumber / 100)); }));
  sliders.append(...axes.map(({ root: axis }) => axis));
  shaping.append(make('summary', '', text.stage.shaping), sliders);
  root.append(another, label, hint, shaping);
  byId('handles').prepend(root);

  const turnInto = (/** @type {number} */ which) => {
    setText(hint, '');
    number.removeAttribute('aria-invalid');
    flake.flake = which;
    if (flake.numSteps > 0 && flake.hasAttribute('paused')) flake.play(); // who asks for one wants to see it become that
  };
  another.addEventListener('click', () => turnInto(anyFlake()));
  number.addEventListener('change', () => {
    const which = parseFlake(number.value);
    if (which !== undefined) turnInto(which);
    else {
      setText(hint, text.stage.noFlake(MAX_FLAKE));
      number.setAttribute('aria-invalid', 'true');
    }
  });

  const follow = () => {
    const isHidden = !flake.currentModel || !isOfFamily(flake.currentModel), mix = mixOf(flake);
    setHidden(root, isHidden);
    if (isHidden) return;
    const point = mix.flake === undefined ? pointOfMix(mix) : pointOfFlake(mix.flake), value = String(mix.flake ?? '');
    if (number.getAttribute('aria-invalid') !== 'true') setTyped(number, value);
    axes.forEach(({ slider }, axis) => setTyped(slider, String(Math.round(100 * point[axis]))));
  };
  for (const type of ['ready', 'edit', 'step']) flake.addEventListener(type, follow);
  follow();
}

/** A slider between two words. @param {typeof AXES[number]} axis @param {() => void} onInput */
function axisOf(axis, onInput) {
  const { name, low, high } = text.stage.axes[axis], slider = make('input');
  Object.assign(slider, { type: 'range', min: '0', max: '100', id: `axis-${axis}` });
  slider.setAttribute('aria-label', `${name}: ${low} – ${high}`);
  slider.addEventListener('input', onInput);
  const root = make('div', 'trait'), ends = [low, high].map((word) => make('span', '', word));
  for (const end of ends) end.setAttribute('aria-hidden', 'true'); // the slider says them
  root.append(slider, ...ends);
  return { slider, root };
}
