/**
 * The flake of the snowfall that was wounded last: what it is called, and a button that has it grow on the stage.
 *
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 * @import { Kind } from './falling.js'
 */
import { library } from '../library/shared.js';
import { byId, comeTo, make, makeButton, setHidden, setText } from '../page/dom.js';
import { titleOfMix } from '../page/goals.js';
import { tellError } from '../page/messages.js';
import { text } from '../text/text.js';

/** @param {SnowflakeNca} stage @returns {(kind: Kind | undefined) => void} shows which it was; undefined: none */
export function connectCaught(stage) {
  const name = make('span', 'hint'), root = make('span', 'caught');
  /** @type {Kind | undefined} */
  let caught;
  const take = makeButton(text.snow.take, () => caught && grow(stage, caught).catch(tellError));
  name.setAttribute('role', 'status');
  take.id = 'snow-take';
  take.hidden = true;
  root.append(name, take);
  byId('snow-wound').after(root);
  return (kind) => {
    if (!kind) return;
    caught = kind;
    setText(name, titleOfMix(kind.model, library.entryOf(kind.model)?.title ?? stage.modelTitle, kind.mix));
    setHidden(take, false);
  };
}

/** What is of the rule on the stage, it turns into. @param {SnowflakeNca} stage @param {Kind} kind */
async function grow(stage, { model, mix }) {
  if (document.fullscreenElement) await document.exitFullscreen();
  if (stage.currentModel === model) stage.edit({ type: 'mix', mix });
  else if (!(await stage.loadModel(bundledNameOf(model) ?? model, { mix }))) return;
  if (stage.hasAttribute('paused')) stage.play(); // who takes one wants to see it
  comeTo(byId('stage'), 'center');
}

/** @param {Kind['model']} model */
function bundledNameOf(model) {
  const entry = library.entryOf(model);
  return entry?.kind === 'bundled' ? entry.id : undefined;
}
