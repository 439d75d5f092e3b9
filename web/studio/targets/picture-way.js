/** A goal from a picture file, whose background can be cut out. */
import evergreenUrl from '../../../assets/targets/evergreen.png?url';
import snowflakeUrl from '../../../assets/targets/snowflake.png?url';
import snowmanUrl from '../../../assets/targets/snowman.png?url';
import { make, makeButton, setText } from '../../page/dom.js';
import { pickFile } from '../../page/files.js';
import { tellError } from '../../page/messages.js';
import { text } from '../../text/text.js';
import { cutOutBackground, hasBackground } from './cut-out.js';
import { makeSlider } from './fields.js';
import { cropToInk } from './pixels.js';

/** @import { Goal } from './goal.js' */

/** With their names: text.models[name]. */
const BUNDLED = Object.freeze(/** @type {const} */ ([
  { name: 'snowflake', url: snowflakeUrl },
  { name: 'snowman', url: snowmanUrl },
  { name: 'evergreen', url: evergreenUrl },
]));
/** Of 255. JPEG alone moves a plain colour by half as much. */
const FIRST_TOLERANCE = 24, MAX_TOLERANCE = 128;

export class PictureWay {
  panel = make('div', 'way');
  /** @type {Goal | undefined} */
  goal;
  trouble = '';
  isUsed = false;
  /** The picture as it was read. @type {Goal | undefined} */
  #source;
  #tolerance = FIRST_TOLERANCE;
  #name = make('p', 'picture-name');
  #bundled = make('div', 'suggestions');
  #cut = make('div', 'cut-out');
  #cutSwitch = make('input');
  #cutSliders = make('div', 'sliders');
  #open;
  #onChange;

  /**
   * @param {object} options
   * @param {(file: File) => void} options.open read this file
   * @param {() => void} options.onChange
   */
  constructor({ open, onChange }) {
    this.#open = open;
    this.#onChange = onChange;
    const choose = makeButton(text.picture.choose, async () => {
      const file = await pickFile('image/*');
      if (file) open(file);
    }, 'primary');
    choose.id = 'train-picture';
    const frame = make('div', 'picture-drop');
    frame.append(choose, make('p', 'hint for-mouse', text.picture.drop), this.#name);

    this.#bundled.setAttribute('role', 'group');
    this.#bundled.setAttribute('aria-label', text.picture.bundled);
    const label = make('label', 'switch');
    this.#cutSwitch.type = 'checkbox';
    this.#cutSwitch.id = 'target-cut';
    this.#cutSwitch.addEventListener('change', () => this.#make());
    label.append(this.#cutSwitch, text.picture.cut);
    const { row } = makeSlider({
      id: 'target-tolerance', label: text.picture.tolerance, min: 0, max: MAX_TOLERANCE, value: this.#tolerance, say: (value) => text.picture.share(value / MAX_TOLERANCE),
      onInput: (value) => {
        this.#tolerance = value;
        this.#make();
      },
    });
    this.#cutSliders.append(...row);
    this.#cut.append(label, make('p', 'hint', text.picture.cutHint), this.#cutSliders);
    this.#cut.hidden = true;
    this.panel.append(frame, this.#cut, make('p', 'hint', text.picture.bundledHint), this.#bundled);
  }

  opened() {
    if (this.#bundled.childElementCount > 0) return;
    for (const { name, url } of BUNDLED) {
      const title = text.models[name], button = makeButton('', () => this.#openBundled(url, title)), image = make('img');
      image.src = url;
      image.alt = title;
      button.title = title;
      button.append(image);
      this.#bundled.append(button);
    }
  }

  /** @param {string} url @param {string} title */
  #openBundled(url, title) {
    fetch(url).then(async (response) => this.#open(new File([await response.blob()], title))).catch(tellError);
  }

  /** @param {Goal} goal */
  show(goal) {
    this.#source = goal;
    this.isUsed = true;
    this.#cutSwitch.checked = false; // what suits one picture need not suit the next
    this.#cut.hidden = !hasBackground(goal);
    setText(this.#name, goal.name);
    this.#make();
  }

  #make() {
    const isCut = this.#cutSwitch.checked;
    this.#cutSliders.hidden = !isCut;
    if (!this.#source) return;
    const { name, ...pixels } = this.#source, left = isCut ? cropToInk(cutOutBackground(pixels, this.#tolerance)) : pixels;
    this.goal = left && { name, ...left };
    this.trouble = left ? '' : text.picture.allCut;
    this.#onChange();
  }
}
