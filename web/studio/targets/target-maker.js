/**
 * What the visitor wants to grow: an emoji, a picture, a drawing, a snow crystal or an ice flake; and what the cells will see of it.
 *
 * What is made in the open tab is the goal, once something is; a tab that is only looked at leaves the goal as it was.
 *
 * @import { Core } from '../../core/nca.js'
 * @import { Goal, GoalGrid } from './goal.js'
 * @import { Way } from './way.js'
 */
import { canvasTellsTruth } from '../../look/readable.js';
import { make, setText } from '../../page/dom.js';
import { tell, tellError } from '../../page/messages.js';
import { Tabs } from '../../page/tabs.js';
import { text } from '../../text/text.js';
import { CrystalWay } from './crystal-way.js';
import { DrawWay } from './draw-way.js';
import { drawTarget, goalsIn, judge, targetOf } from './goal.js';
import { GoalTray } from './goal-tray.js';
import { IceWay } from './ice-way.js';
import { openPicture } from './open-picture.js';
import { PictureWay } from './picture-way.js';
import { TextWay } from './text-way.js';

export class TargetMaker {
  #core;
  #grid;
  #onChange;
  /** @type {Record<string, Way>} */
  #ways;
  #picture;
  #tabs;
  /** Where the goal comes from: the open tab, or the last one in which something was made. @type {Way | undefined} */
  #source;
  /** @type {Goal | undefined} */
  #goal;
  /** The newest file, while it is being read: large ones take seconds. @type {{ name: string, controller: AbortController } | undefined} */
  #reading;
  #frame = 0;
  #root;
  #canvas = make('canvas', 'night');
  #name = make('strong');
  #verdict = make('p', 'verdict');
  #tray = new GoalTray(() => this.refresh());
  /** What stands in the panels of ways that this browser bars, for when it does so no more; in its place stands why. @type {Map<Way, ChildNode[]>} */
  #setAside = new Map();

  /**
   * @param {object} options
   * @param {HTMLElement} options.root is filled
   * @param {Core} options.core a whole one
   * @param {() => GoalGrid} options.grid the cells that shall grow it; call refresh() when it changes
   * @param {(goal: Goal | undefined) => void} options.onChange undefined: there is nothing that could be grown
   */
  constructor({ root, core, grid, onChange }) {
    this.#root = root;
    this.#core = core;
    this.#grid = grid;
    this.#onChange = onChange;
    const changed = (/** @type {string} */ name) => () => {
      if (this.#tabs.selected === name) this.#take(this.#ways[name]);
    };
    this.#picture = new PictureWay({ open: (file) => void this.usePicture(file), onChange: changed('picture') });
    this.#ways = {
      text: new TextWay(changed('text')),
      picture: this.#picture,
      draw: new DrawWay(changed('draw')),
      crystal: new CrystalWay(core, changed('crystal')),
      ice: new IceWay(core, changed('ice')),
    };
    this.#tabs = new Tabs({
      id: 'target', label: text.targets.ways,
      tabs: Object.entries(this.#ways).map(([name, { panel }]) => ({ name, label: text.targets.tabs[/** @type {keyof typeof text.targets.tabs} */ (name)], panel })),
      onSelect: (name) => this.#opened(this.#ways[name]),
    });
    this.#build();
    document.addEventListener('paste', (event) => this.#paste(event));
    this.#opened(this.#ways.text);
  }

  /** What shall grow; undefined where that could not be grown. */
  get goal() {
    return this.#goal;
  }

  /**
   * Make a picture file the goal. A bad one is answered in words and changes nothing.
   * @param {File} file
   * @param {string} [name]
   * @returns {Promise<boolean>} whether it is the goal now
   */
  async usePicture(file, name = file.name) {
    this.#giveUp(name);
    if (this.#tabs.selected !== 'picture') this.#tabs.select('picture');
    const reading = (this.#reading = { name, controller: new AbortController() });
    this.refresh();
    try {
      const pixels = await openPicture(file, reading.controller.signal);
      if (reading !== this.#reading) return false;
      this.#reading = undefined;
      this.show({ name, ...pixels });
      tell(text.picture.isGoal(name));
      return true;
    } catch (error) {
      if (reading !== this.#reading) return false; // it was given up, and that was told
      this.#reading = undefined;
      this.refresh();
      tellError(error);
      return false;
    }
  }

  /** Make an emoji or a short text the goal. @param {string} content @returns {string} why it cannot be grown; empty: it is the goal now */
  useText(content) {
    const way = /** @type {TextWay} */ (this.#ways.text);
    this.#tabs.select('text');
    if (this.#setAside.has(way)) return text.errors.CANVAS_ALTERED;
    this.#tray.hold([]);
    way.write(content);
    this.refresh();
    return this.#goal ? '' : this.#verdict.textContent ?? '';
  }

  /** Something newer was chosen than what is still being read. @param {string} [newer] what */
  #giveUp(newer) {
    const { name = '', controller } = this.#reading ?? {};
    this.#reading = undefined;
    controller?.abort();
    if (controller) tell(newer === undefined ? text.picture.givenUp(name) : text.picture.replaced(name, newer));
  }

  /** Make this the goal. @param {Goal} goal @param {{ opensTab?: boolean }} [options] opensTab: show where pictures are chosen; default true */
  show(goal, { opensTab = true } = {}) {
    this.#picture.show(goal);
    if (opensTab && this.#tabs.selected !== 'picture') this.#tabs.select('picture');
    this.#take(this.#picture);
  }

  /** The same for all that a run teaches one rule. @param {Goal} goal */
  showAll(goal) {
    const goals = goalsIn(goal), last = /** @type {Goal} */ (goals.pop());
    this.#tray.hold(goals);
    this.show(last, { opensTab: false });
  }

  /** The grid is another one. */
  refresh() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const grid = this.#grid(), made = this.#source?.goal;
    try {
      const target = made && targetOf(this.#core, made, grid);
      drawTarget(this.#canvas, target, grid);
      const { verdict, numAlive } = target ? judge(this.#core, target, grid) : { verdict: /** @type {const} */ ('empty'), numAlive: 0 };
      this.#goal = verdict === 'empty' || this.#reading ? undefined : made;
      if (this.#reading) this.#say('reading', text.picture.reading);
      else this.#say(verdict, target ? text.targets.verdicts[verdict](numAlive) : this.#source?.trouble ?? text.targets.nothing);
    } catch (error) {
      this.#goal = undefined;
      tellError(error);
    }
    setText(this.#name, this.#reading?.name ?? made?.name ?? '');
    this.#canvas.setAttribute('aria-busy', String(this.#reading !== undefined));
    this.#onChange(this.#tray.with(this.#goal));
  }

  #build() {
    const { list } = this.#tabs, result = make('figure', 'target-result'), caption = make('figcaption'), ways = make('div', 'target-ways');
    const heading = make('h3', '', text.targets.heading);
    this.#root.classList.add('target-maker');
    this.#canvas.id = 'goal';
    this.#canvas.setAttribute('role', 'img');
    this.#canvas.setAttribute('aria-label', text.targets.resultLabel);
    this.#verdict.id = 'target-verdict';
    this.#verdict.setAttribute('role', 'status');
    caption.append(make('span', 'caption', text.targets.result), this.#name, this.#verdict);
    result.append(this.#canvas, caption);
    ways.append(heading, list, ...Object.values(this.#ways).map(({ panel }) => panel));
    ways.append(this.#tray.element);
    this.#root.append(result, ways);
  }

  /** @param {Way} way */
  #opened(way) {
    const isBarred = way.readsCanvas === true && !canvasTellsTruth({ again: true });
    const parts = this.#setAside.get(way);
    if (isBarred && !parts) {
      this.#setAside.set(way, [...way.panel.childNodes]);
      way.panel.replaceChildren(make('p', 'hint', text.errors.CANVAS_ALTERED));
    } else if (!isBarred && parts) {
      this.#setAside.delete(way);
      way.panel.replaceChildren(...parts);
    }
    if (isBarred) return;
    way.opened?.();
    this.#take(way);
  }

  /** @param {Way} way */
  #take(way) {
    if (!way.isUsed) return;
    this.#giveUp();
    this.#source = way;
    // At most once a frame: strokes and sliders tell of more changes than can be shown.
    this.#frame ||= requestAnimationFrame(() => this.refresh());
  }

  /** @param {keyof typeof text.targets.verdicts | 'reading'} verdict @param {string} sentence */
  #say(verdict, sentence) {
    this.#verdict.dataset.verdict = verdict;
    setText(this.#verdict, sentence);
  }

  /** @param {ClipboardEvent} event */
  #paste(event) {
    const { target, clipboardData } = event, isTyping = target instanceof HTMLInputElement && clipboardData?.types.includes('text/plain');
    const files = [...(clipboardData?.files ?? [])], file = files.find(({ type }) => type.startsWith('image/'));
    if (!file || isTyping || this.#root.offsetParent === null) return; // the studio is closed
    event.preventDefault();
    if (files.length > 1) tell(text.messages.oneOfMany(file.name, files.length));
    void this.usePicture(file, text.picture.pasted);
  }
}
