/**
 * With a tool in hand that sows or grafts: which flake of a family that puts where it is used. Its number, another one at the press of a button, and what it
 * looks like grown.
 *
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 */
import { anyFlake, isOfFamily, pointOfFlake } from '../core/family.js';
import { crystalPicture } from '../library/crystals.js';
import { showPicture } from '../look/canvas.js';
import { text } from '../text/text.js';
import { byId, make, makeButton, setHidden, setText } from './dom.js';
import { FlakeNumber } from './flake-number.js';

/** Of the small picture, at twice as many as it takes on a screen. */
const SIDE_PIXELS = 112;

/** @param {SnowflakeNca} flake */
export function connectPlanting(flake) {
  const root = make('fieldset', 'planting'), legend = make('legend'), picture = make('canvas');
  const plant = (/** @type {number} */ number) => {
    flake.toolFlake = number;
    follow();
  };
  const number = new FlakeNumber({ id: 'tool-flake-number', label: text.stage.flakeNumber, onNumber: plant });
  const another = makeButton(text.stage.anotherToPlant, () => {
    const which = anyFlake();
    number.take(which);
    plant(which);
  });
  another.id = 'another-to-plant';
  root.id = 'planting';
  picture.setAttribute('role', 'img');
  root.append(legend, picture, number.label, another, number.hint);
  byId('handles').append(root);

  /** Of which there is a picture. @type {number | undefined} */
  let drawn;
  const draw = async (/** @type {number} */ which) => {
    drawn = which;
    picture.setAttribute('aria-label', text.stage.numbered(which));
    const made = await crystalPicture(pointOfFlake(which), SIDE_PIXELS, () => drawn === which);
    if (drawn !== which) return;
    picture.hidden = !made;
    if (made) showPicture(picture, made);
  };

  const follow = () => {
    const { currentModel: model, tool } = flake, isPlanting = tool === 'seed' || tool === 'graft', isHidden = !isPlanting || !model || !isOfFamily(model);
    setHidden(root, isHidden);
    if (isHidden) return;
    setText(legend, tool === 'graft' ? text.stage.grafted : text.stage.sown);
    const which = flake.toolFlake ?? (flake.toolFlake = anyFlake()); // another one than grows, so that it is seen to be one
    number.show(which);
    if (which !== drawn) void draw(which);
  };
  for (const type of ['ready', 'edit', 'step']) flake.addEventListener(type, follow);
  for (const input of document.querySelectorAll('input[name="tool"]')) input.addEventListener('change', follow);
  follow();
}
