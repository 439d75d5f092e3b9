/** A goal that the visitor draws. */
import { make, makeButton } from '../../page/dom.js';
import { tellUndoable } from '../../page/messages.js';
import { text } from '../../text/text.js';
import { CELL_PIXELS, Drawing } from './drawing.js';
import { DrawPad } from './draw-pad.js';
import { makeChoice, makeColour, makeSlider } from './fields.js';

/**
 * @import { Goal } from './goal.js'
 * @import { Symmetry } from './drawing.js'
 */

/** With their names: text.draw.colours[name]. @type {readonly (readonly [string, keyof typeof text.draw.colours])[]} */
const SWATCHES = Object.freeze([
  ['#f2f8ff', 'white'], ['#a8dcf5', 'ice'], ['#3d8bd4', 'blue'], ['#7a63c9', 'violet'], ['#3fa66b', 'green'],
  ['#ffd25e', 'yellow'], ['#ff8a3d', 'orange'], ['#e5484d', 'red'], ['#8a5a3b', 'brown'], ['#20303f', 'black'],
]);
const FIRST_SWATCH = 1;
const FIRST_SIZE_CELLS = 3, MAX_SIZE_CELLS = 10;

export class DrawWay {
  panel = make('div', 'way');
  trouble = text.draw.nothing;
  isUsed = false;
  readsCanvas = true;
  #drawing = new Drawing();
  #pad;
  #brush = { colour: SWATCHES[FIRST_SWATCH][0], size: FIRST_SIZE_CELLS * CELL_PIXELS, erases: false };
  #tool;
  #colour;
  #swatches;
  #undo;
  #redo;
  #onChange;
  /** The offer to have back what was cleared. */
  #withdraw = () => {};

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.#onChange = onChange;
    this.#pad = new DrawPad({ drawing: this.#drawing, brush: () => this.#brush, onChange: () => this.#changed(), onKey: (key) => this.#obey(key) });
    this.#tool = makeChoice({
      name: 'target-tool', legend: text.draw.tool, choices: [['pen', text.draw.pen], ['eraser', text.draw.eraser]], value: 'pen',
      onChange: (tool) => { this.#brush.erases = tool === 'eraser'; },
    });
    const symmetry = makeChoice({
      name: 'target-symmetry', legend: text.draw.symmetry, value: this.#drawing.symmetry,
      choices: /** @type {const} */ ([['twelve', text.draw.twelve], ['six', text.draw.six], ['none', text.draw.none]]),
      onChange: (/** @type {Symmetry} */ value) => {
        this.#drawing.symmetry = value;
        this.#pad.show();
      },
    });
    this.#colour = makeColour(text.draw.otherColour, this.#brush.colour, (value) => this.#useColour(value));
    this.#swatches = SWATCHES.map(([colour, name]) => {
      const button = makeButton('', () => this.#useColour(colour), 'swatch');
      button.title = text.draw.colours[name];
      button.setAttribute('aria-label', button.title);
      button.style.setProperty('--swatch', colour);
      return button;
    });
    const size = makeSlider({
      id: 'target-brush', label: text.stage.brush, min: 1, max: MAX_SIZE_CELLS, value: FIRST_SIZE_CELLS, say: text.units.cells,
      onInput: (cells) => {
        this.#brush.size = cells * CELL_PIXELS;
        this.#pad.show();
      },
    });
    this.#undo = makeButton(text.stage.undo, () => this.#obey('z'));
    this.#redo = makeButton(text.stage.redo, () => this.#obey('y'));
    const clear = makeButton(text.draw.clear, () => {
      this.#drawing.clear();
      this.#redraw();
      this.#withdraw = tellUndoable(text.draw.cleared, () => this.#obey('z'));
    });
    this.#undo.id = 'target-undo';
    this.#redo.id = 'target-redo';
    clear.id = 'target-clear';

    const swatches = make('div', 'swatches'), sliders = make('div', 'sliders'), history = make('div', 'row'), tools = make('div', 'draw-tools'), pair = make('div', 'draw-pair');
    swatches.setAttribute('role', 'group');
    swatches.setAttribute('aria-label', text.targets.colour);
    swatches.append(...this.#swatches, this.#colour.field);
    sliders.append(...size.row);
    history.append(this.#undo, this.#redo, clear);
    const named = make('div', 'named-choice'), name = make('span', '', text.draw.symmetry);
    name.setAttribute('aria-hidden', 'true'); // the choice has it as its legend
    named.append(name, symmetry.field);
    tools.append(named, this.#tool.field, swatches, sliders, history);
    pair.append(this.#pad.frame, tools);
    this.panel.append(pair, make('p', 'hint for-mouse', text.draw.keys));
    this.#useColour(this.#brush.colour);
    this.#showHistory();
  }

  /** @returns {Goal | undefined} */
  get goal() {
    const { pixels } = this.#drawing;
    return pixels.rgba.some((value, i) => i % 4 === 3 && value > 0) ? { name: text.draw.name, ...pixels } : undefined;
  }

  /** @param {string} colour */
  #useColour(colour) {
    this.#brush.colour = colour;
    this.#brush.erases = false;
    this.#tool.show('pen');
    this.#colour.input.value = colour;
    for (const [i, button] of this.#swatches.entries()) button.setAttribute('aria-pressed', String(SWATCHES[i][0] === colour));
  }

  /** @param {string} key @returns {boolean} whether it meant something */
  #obey(key) {
    if (key === 'e') {
      this.#brush.erases = !this.#brush.erases;
      this.#tool.show(this.#brush.erases ? 'eraser' : 'pen');
    } else if (key === 'z' || key === 'y') {
      const can = key === 'z' ? this.#drawing.canUndo : this.#drawing.canRedo;
      if (key === 'z') this.#drawing.undo();
      else this.#drawing.redo();
      if (can) this.#redraw();
    } else {
      return false;
    }
    return true;
  }

  #redraw() {
    this.#pad.show();
    this.#changed();
  }

  #changed() {
    this.#withdraw(); // what was cleared lies behind what is new, for its own undo
    this.isUsed = true;
    this.#showHistory();
    this.#onChange();
  }

  #showHistory() {
    // Not disabled: a button that vanishes from under the focus loses it.
    this.#undo.setAttribute('aria-disabled', String(!this.#drawing.canUndo));
    this.#redo.setAttribute('aria-disabled', String(!this.#drawing.canRedo));
  }
}
