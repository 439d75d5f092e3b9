/** What is inside the element: the canvas and who draws it, brush and cut line, and the words for screen readers. */
import css from './element.css?inline';
import { Camera } from './camera.js';
import { CellFeed } from '../look/cells.js';
import { look } from '../look/look.js';
import { watchPixels } from './pixels.js';
import { Plane } from './plane.js';
import { windowOf } from './window-of.js';
import { words as text } from '../text/element-words.js';

/** @import { Wound } from '../core/types.js' */
/** @import { CellSource } from '../look/cells.js' */
/** @import { Look } from '../look/look.js' */
/** @import { Placement, Screen, ScreenChoice } from '../look/screen.js' */
/** @import { Pixels } from './pixels.js' */

/** Pixels of the page that a cell is wide where one begins to see it as such, in a look that does not draw cells; twice as wide one sees nothing else. */
const CELLS_FROM_PX = 48;

export class View {
  frame = part('div', 'frame');
  camera = new Camera();
  #plane = new Plane(this.frame);
  #brush = part('div', 'brush');
  #cut = part('div', 'cut');
  #poster = part('div', 'poster');
  #message = part('p', 'message');
  #help = part('p', 'unseen');
  #status = part('p', 'unseen');
  #root;
  #onRedraw;
  #onMoved;
  #onTrouble;
  /** @type {Look} */
  #look = look;
  /** @type {ScreenChoice} */
  #choice = 'auto';
  /** While it is shown. @type {AbortSignal | undefined} */
  #presence;
  /** @type {Screen | undefined} */
  #screen;
  #feed = new CellFeed((cells) => this.#screen?.draw(cells, this.#placement));
  /** Device pixels of the frame for each of its own, as they were when it was measured. */
  #ratio = 1;

  /**
   * @param {ShadowRoot} root
   * @param {() => void} onRedraw called when the picture must be drawn again
   * @param {() => void} onMoved called when another part of the grid is seen
   * @param {(error: unknown) => void} onTrouble called when it is drawn otherwise than it should be
   */
  constructor(root, onRedraw, onMoved, onTrouble) {
    this.#root = root;
    this.#onRedraw = onRedraw;
    this.#onMoved = onMoved;
    this.#onTrouble = onTrouble;
    this.#brush.hidden = this.#cut.hidden = this.#message.hidden = true;
    this.#message.setAttribute('role', 'alert');
    this.#status.setAttribute('role', 'status');
    this.#help.id = 'help';
    this.#poster.setAttribute('aria-hidden', 'true'); // the frame's label says what it is
    this.#poster.append(document.createElement('slot'));
    this.frame.append(this.#poster, this.#cut, this.#brush);
    root.append(this.frame, this.#message, this.#help, this.#status);
  }

  /** What it says stays the same, in the words that there are now. */
  speak() {
    this.#message.lang = this.#help.lang = this.#status.lang = text.language;
    this.#help.textContent = text.help;
  }

  /** @param {AbortSignal} presence from here on it is shown, until this ends @param {ScreenChoice} choice */
  connect(presence, choice) {
    this.#presence = presence;
    adoptStyles(this.#root);
    watchPixels(this.frame, (pixels) => this.#resized(pixels), presence);
    if (!this.#screen) this.useRenderer(choice);
    presence.addEventListener('abort', () => {
      this.hideBrush();
      this.showCut(undefined);
      queueMicrotask(() => { // who takes it out only to put it elsewhere sees the same picture all the while
        if (this.#presence === presence) this.#dropScreen();
      });
    }, { once: true });
  }

  /** Where nothing is shown, it is chosen when something is. @param {ScreenChoice} choice */
  changeRenderer(choice) {
    if (this.#presence?.aborted === false) this.useRenderer(choice);
    else this.#dropScreen();
  }

  /** Which renderer is at work. */
  get rendererName() {
    return this.#screen?.name;
  }

  /** What pictures are made of cells, on the screen and to keep. */
  get look() {
    return this.#look;
  }

  /** Where the same look is drawn otherwise, the screen is another. @param {Look} next */
  setLook(next) {
    if (next === this.#look) return;
    const isAlike = this.#look.isAlike?.(next);
    this.#look = next;
    this.camera.setWhole(next === look);
    if (this.#screen?.setLook) this.#screen.setLook(next);
    else if (isAlike && next.model && this.#screen?.setModel) this.#screen.setModel(next.model);
    else if (this.#screen) this.useRenderer(this.#choice);
    this.#onRedraw();
  }

  /** @param {ScreenChoice} choice */
  useRenderer(choice) {
    this.#choice = choice;
    this.showScreen(this.#look.openScreen(choice, { onLost: () => this.useRenderer('2d'), onRedraw: this.#onRedraw, onTrouble: this.#onTrouble }));
  }

  /** From now on it is drawn there. @param {Screen} screen */
  showScreen(screen) {
    this.#dropScreen();
    this.#screen = screen;
    screen.setLook?.(this.#look);
    this.#screen.canvas.setAttribute('part', 'canvas');
    this.frame.prepend(this.#screen.canvas);
    this.#place();
  }

  #dropScreen() {
    this.#screen?.canvas.remove();
    this.#screen?.dispose();
    this.#screen = undefined;
  }

  /** @param {{ width: number, height: number }} gridCells @param {{ width: number, height: number }} [homeCells] in the middle, which are seen at first */
  setGrid(gridCells, homeCells) {
    this.camera.setGrid(gridCells, homeCells);
    this.#onRedraw();
  }

  /** The picture comes at once, or when the cells come. @param {CellSource} sim */
  draw(sim) {
    if (this.camera.boxPixels.width === 0) return;
    if (this.#screen?.drawSource) this.#screen.drawSource(sim, this.#placement);
    else this.#feed.ask(sim);
  }

  /** @returns {Placement} */
  get #placement() {
    const { placement } = this.camera, cellPx = placement.scale / this.#ratio;
    return { ...placement, cellShare: Math.min(Math.max(Math.log2(cellPx / CELLS_FROM_PX), 0), 1) };
  }

  /** What stands there until something moves: what is inside the tag, or else the picture at this address. @param {string} url empty: none */
  showPoster(url) {
    const slot = this.#poster.firstElementChild, image = document.createElement('img');
    image.alt = '';
    image.src = url;
    slot?.replaceChildren(...(url ? [image] : []));
    this.#poster.hidden = false;
  }

  /** Asked for with each frame: what is set again, though it was so, has its style computed again. */
  hidePoster() {
    if (!this.#poster.hidden) this.#poster.hidden = true;
  }

  /** @param {string} colour of CSS; what is none counts as nothing */
  setBackground(colour) {
    this.frame.style.backgroundColor = '';
    this.frame.style.backgroundColor = colour;
  }

  /** @param {Pixels} pixels */
  #resized({ width, height, ratio }) {
    this.#ratio = ratio;
    this.camera.setBox({ width, height });
    this.#place();
  }

  /** The canvas covers the frame, device pixel for device pixel. */
  #place() {
    const { width, height } = this.camera.boxPixels;
    if (this.#screen && width > 0) {
      const { style } = this.#screen.canvas;
      style.width = `${width / this.#ratio}px`;
      style.height = `${height / this.#ratio}px`;
    }
    this.#onRedraw();
  }

  /** @param {{ clientX: number, clientY: number }} point of the window @returns {{ x: number, y: number }} device pixels from the frame's corner */
  pixelAt(point) {
    const { x, y } = this.#plane.shareAt(point), { width, height } = this.camera.boxPixels;
    return { x: x * width, y: y * height };
  }

  /** Where a point of the grid is seen. @param {number} x in cells @param {number} y @returns {{ x: number, y: number }} CSS pixels from the frame's corner */
  placeOf(x, y) {
    const at = this.camera.pixelAt(x, y);
    return { x: at.x / this.#ratio, y: at.y / this.#ratio };
  }

  /** Magnify about a pixel of the frame; none: about the middle. @param {number} factor @param {{ x?: number, y?: number }} [at] device pixels */
  zoom(factor, { x, y } = {}) {
    this.camera.zoomAt(factor, x, y);
    this.#moved();
  }

  /** @param {number} dx device pixels @param {number} dy */
  pan(dx, dy) {
    this.camera.pan(dx, dy);
    this.#moved();
  }

  /** Pan no farther than needed to see a cell. @param {number} x in cells @param {number} y */
  reveal(x, y) {
    this.camera.reveal(x, y);
    this.#moved();
  }

  /** @param {{ zoom: number, x: number, y: number }} view */
  setCamera(view) {
    this.camera.setView(view);
    this.#moved();
  }

  #moved() {
    this.#onRedraw();
    this.#onMoved();
  }

  /** @param {number} x in cells @param {number} y @param {number} radius @param {boolean} isPoint whether what is done there has no size that can be chosen */
  showBrush(x, y, radius, isPoint) {
    const { placement } = this.camera, at = this.camera.pixelAt(x, y);
    const size = Math.max((2 * radius * placement.scale) / this.#ratio, 8);
    this.#brush.classList.toggle('point', isPoint);
    this.#brush.style.width = this.#brush.style.height = `${size}px`;
    this.#brush.style.transform = `translate(${at.x / this.#ratio - size / 2}px, ${at.y / this.#ratio - size / 2}px)`;
    this.#brush.hidden = false;
  }

  /**
   * Show what a cut would take; undefined: nothing.
   * @param {Wound | undefined} wound
   */
  showCut(wound) {
    this.#cut.hidden = !wound;
    if (!wound) return;
    const { placement } = this.camera, at = this.camera.pixelAt(wound.x, wound.y), { style } = this.#cut;
    const far = (2 * Math.hypot(placement.width, placement.height)) / this.#ratio; // reaches over the frame from anywhere in it
    const deep = wound.shape === 'half' ? far : ((wound.size ?? 0) * placement.scale) / this.#ratio;
    style.width = `${deep}px`;
    style.height = `${2 * far}px`;
    style.transformOrigin = wound.shape === 'half' ? '0 50%' : '50% 50%';
    const left = at.x / this.#ratio - (wound.shape === 'half' ? 0 : deep / 2);
    style.transform = `translate(${left}px, ${at.y / this.#ratio - far}px) rotate(${wound.angle ?? 0}rad)`;
  }

  hideBrush() {
    this.#brush.hidden = true;
  }

  /** @param {boolean} isInteractive @param {string} label @param {boolean} isOwnLabel whether it is the author's, and not ours */
  describe(isInteractive, label, isOwnLabel) {
    const { frame } = this;
    frame.classList.toggle('interactive', isInteractive);
    frame.setAttribute('role', isInteractive ? 'application' : 'img');
    frame.setAttribute('aria-label', label);
    if (isOwnLabel) frame.removeAttribute('lang'); // it is in the language of the page
    else frame.lang = text.language;
    if (isInteractive) {
      frame.tabIndex = 0;
      frame.setAttribute('aria-describedby', 'help');
    } else {
      frame.removeAttribute('tabindex');
      frame.removeAttribute('aria-describedby');
    }
  }

  /** Said by screen readers, not seen. @param {string} sentence */
  announce(sentence) {
    this.#status.textContent = sentence;
  }

  /** Shown in place of a picture; empty: none. @param {string} sentence */
  showMessage(sentence) {
    this.#message.textContent = sentence;
    this.#message.hidden = sentence === '';
  }
}

/** @param {'div' | 'p'} tag @param {string} name of class and part */
function part(tag, name) {
  const element = document.createElement(tag);
  element.className = name;
  if (name !== 'unseen') element.setAttribute('part', name);
  return element;
}

/** One style sheet for all elements of a document, which has those alone that were made in it. @type {WeakMap<Document, CSSStyleSheet>} */
const sharedSheets = new WeakMap();

/** Again for each document that it comes to. @param {ShadowRoot} root */
function adoptStyles(root) {
  const { ownerDocument } = root, Sheet = windowOf(root).CSSStyleSheet;
  if ('adoptedStyleSheets' in root && 'replaceSync' in Sheet.prototype) {
    const sheet = sharedSheets.get(ownerDocument) ?? new Sheet();
    if (!sharedSheets.has(ownerDocument)) sheet.replaceSync(css);
    sharedSheets.set(ownerDocument, sheet);
    if (root.adoptedStyleSheets[0] !== sheet) root.adoptedStyleSheets = [sheet];
  } else if (!root.querySelector('style')) {
    const style = document.createElement('style');
    style.textContent = css;
    /** @type {ShadowRoot} */ (root).append(style);
  }
}
