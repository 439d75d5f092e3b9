/**
 * A family of flakes on the stage: a button that turns the living flake into another one, the number that names it, and sliders that shape one. It comes with
 * the first model that knows a family.
 *
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 */
import { anyFlake, AXES, isOfFamily, mixOfPoint, pointOfMix } from '../core/family.js';
import { text } from '../text/text.js';
import { byId, make, setHidden, setTyped } from './dom.js';
import { FlakeNumber } from './flake-number.js';
import { mixOf } from './goals.js';
import { connectPlanting } from './planting-bar.js';

/** @param {SnowflakeNca} flake */
export function connectFamily(flake) {
  const root = make('div', 'family'), another = make('button', 'primary', text.stage.another), sliders = make('div', 'shaping'), shaping = make('details', 'more');
  const turnInto = (/** @type {number} */ which) => {
    flake.flake = which;
    if (flake.numSteps > 0 && flake.hasAttribute('paused')) flake.play(); // who asks for one wants to see it become that
  };
  const number = new FlakeNumber({ id: 'flake-number', label: text.stage.flakeNumber, onNumber: turnInto });
  another.type = 'button';
  another.id = 'another';
  const axes = AXES.map((axis) => axisOf(axis, () => { flake.mix = mixOfPoint(axes.map(({ slider }) => slider.valueAsNumber / 100)); }));
  sliders.append(...axes.map(({ root: axis }) => axis));
  shaping.append(make('summary', '', text.stage.shaping), sliders);
  root.append(another, number.label, number.hint, shaping);
  byId('handles').prepend(root);
  connectPlanting(flake);

  another.addEventListener('click', () => {
    const which = anyFlake();
    number.take(which);
    turnInto(which);
  });

  const follow = () => {
    const isHidden = !flake.currentModel || !isOfFamily(flake.currentModel), mix = mixOf(flake);
    setHidden(root, isHidden);
    if (isHidden) return;
    const point = pointOfMix(mix);
    number.show(mix.flake);
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
