/** The button of the sound, which is off whenever somebody comes: what makes it is fetched when it is first turned on. @import { SnowflakeNca } from '../element/snowflake-nca.js' */
import { fetchPart } from './fetch-part.js';
import { tellError } from './messages.js';

/** @param {SnowflakeNca} flake @param {HTMLButtonElement} button stays hidden where the browser makes no sound */
export function connectSoundButton(flake, button) {
  /** @type {Promise<import('../sound/cell-sound.js').CellSound> | undefined} */
  let sound;
  let isOn = false;
  const fetchSound = async (/** @type {AudioContext} */ context) => {
    const { CellSound } = await fetchPart(() => import('../sound/cell-sound.js'));
    return new CellSound(flake, context);
  };
  button.hidden = !('AudioContext' in globalThis);
  button.addEventListener('click', () => {
    isOn = !isOn;
    button.setAttribute('aria-pressed', String(isOn));
    sound ??= fetchSound(new AudioContext()); // made here: browsers let those sound that a press has made
    sound.then((made) => made.turn(isOn)).catch((error) => {
      sound = undefined;
      isOn = false;
      button.setAttribute('aria-pressed', 'false');
      tellError(error);
    });
  });
}
