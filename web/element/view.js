/** What is inside the element: the canvas and who draws it, the brush, and the words for screen readers. */
import css from './element.css?inline';
import { cellPixelsFor } from './fit.js';
import { Canvas2dRenderer } from './renderer-2d.js';
import { WebglRenderer } from './renderer-webgl.js';
import { text } from '../text.js';

/** @typedef {'auto' | 'webgl' | '2d'} RendererChoice */

export class View {
  frame = part('div', 'frame');
  #brush = part('div', 'brush');
  #message = part('p', 'message');
  #help = part('p', 'unseen');
  #status = part('p', 'unseen');
  #onRedraw;
  /** @type {WebglRenderer | Canvas2dRenderer | undefined} */
  #renderer;
  #boxPixels = { width: 0, height: 0 };
  #grid = { width: 1, height: 1 };

  /**
   * @param {ShadowRoot} root
   * @param {() => void} onRedraw called when the picture must be drawn again
   */
  constructor(root, onRedraw) {
    this.#onRedraw = onRedraw;
    this.#brush.hidden = this.#message.hidden = true;
    this.#message.setAttribute('role', 'alert');
    this.#status.setAttribute('role', 'status');
    this.#help.id = 'help';
    this.#help.textContent = text.element.help;
    this.frame.append(this.#brush);
    adoptStyles(root);
    root.append(this.frame, this.#message, this.#help, this.#status);
  }

  /** @param {AbortSignal} signal ends everything */
  connect(signal) {
    const observer = new ResizeObserver((entries) => this.#resized(entries[entries.length - 1]));
    observer.observe(this.frame);
    signal.addEventListener('abort', () => {
      observer.disconnect();
      this.#dropRenderer();
      this.hideBrush();
    }, { once: true });
  }

  /** Which renderer is at work. */
  get rendererName() {
    return this.#renderer?.name;
  }

  /** @param {RendererChoice} choice auto and webgl take 2d where there is no WebGL2 */
  useRenderer(choice) {
    this.#dropRenderer();
    this.#renderer = choice === '2d' ? new Canvas2dRenderer() : this.#webglOr2d();
    this.#renderer.canvas.setAttribute('part', 'canvas');
    this.frame.prepend(this.#renderer.canvas);
    this.#place();
  }

  #webglOr2d() {
    try {
      return new WebglRenderer(() => this.useRenderer('2d')); // also when the browser takes the context away
    } catch {
      return new Canvas2dRenderer();
    }
  }

  #dropRenderer() {
    this.#renderer?.canvas.remove();
    this.#renderer?.dispose();
    this.#renderer = undefined;
  }

  /** @param {{ width: number, height: number }} gridCells */
  setGrid({ width, height }) {
    this.#grid = { width, height };
    this.#place();
  }

  /** @param {Uint8ClampedArray<ArrayBuffer>} rgba of the grid */
  draw(rgba) {
    if (this.#boxPixels.width > 0) this.#renderer?.draw(rgba, this.#grid.height, this.#grid.width, this.#cellPixels);
  }

  /** @param {ResizeObserverEntry} entry */
  #resized(entry) {
    const device = entry.devicePixelContentBoxSize?.[0], { width, height } = entry.contentRect;
    this.#boxPixels = {
      width: devicePixels(width, device?.inlineSize),
      height: devicePixels(height, device?.blockSize),
    };
    this.#place();
  }

  get #cellPixels() {
    return cellPixelsFor(this.#boxPixels, this.#grid);
  }

  /** In the middle of the frame, from whole device pixel to whole device pixel; larger grids than the frame has pixels are shrunk. */
  #place() {
    if (this.#renderer && this.#boxPixels.width > 0) {
      const { width: boxWidth, height: boxHeight } = this.#boxPixels;
      const width = this.#grid.width * this.#cellPixels, height = this.#grid.height * this.#cellPixels;
      const shrink = Math.min(1, boxWidth / width, boxHeight / height);
      const { style } = this.#renderer.canvas;
      const px = (/** @type {number} */ devicePixels) => `${devicePixels / devicePixelRatio}px`;
      style.width = px(width * shrink);
      style.height = px(height * shrink);
      style.left = px(Math.floor((boxWidth - width * shrink) / 2));
      style.top = px(Math.floor((boxHeight - height * shrink) / 2));
    }
    this.#onRedraw();
  }

  /** Where a point of the window lies on the grid, in cells. @param {number} clientX @param {number} clientY */
  cellAt(clientX, clientY) {
    const box = this.#renderer?.canvas.getBoundingClientRect();
    if (!box?.width || !box.height) return { x: -1, y: -1 };
    return {
      x: ((clientX - box.left) / box.width) * this.#grid.width,
      y: ((clientY - box.top) / box.height) * this.#grid.height,
    };
  }

  /** @param {number} x in cells @param {number} y @param {number} radius @param {boolean} isSeed */
  showBrush(x, y, radius, isSeed) {
    const canvas = this.#renderer?.canvas;
    if (!canvas) return;
    const cell = canvas.offsetWidth / this.#grid.width, size = Math.max(2 * radius * cell, 8);
    this.#brush.classList.toggle('seed', isSeed);
    this.#brush.style.width = this.#brush.style.height = `${size}px`;
    this.#brush.style.transform = `translate(${canvas.offsetLeft + x * cell - size / 2}px, ${canvas.offsetTop + y * cell - size / 2}px)`;
    this.#brush.hidden = false;
  }

  hideBrush() {
    this.#brush.hidden = true;
  }

  /** @param {boolean} isInteractive @param {string} label */
  describe(isInteractive, label) {
    const { frame } = this;
    frame.classList.toggle('interactive', isInteractive);
    frame.setAttribute('role', isInteractive ? 'application' : 'img');
    frame.setAttribute('aria-label', label);
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

/**
 * Exact device pixels where the browser knows them. Emulated screens report CSS pixels in their place, which is off by far.
 * @param {number} cssPixels @param {number} [reported]
 */
function devicePixels(cssPixels, reported) {
  const computed = Math.round(cssPixels * devicePixelRatio);
  return reported !== undefined && Math.abs(reported - computed) <= 1 ? reported : computed;
}

/** @param {'div' | 'p'} tag @param {string} name of class and part */
function part(tag, name) {
  const element = document.createElement(tag);
  element.className = name;
  if (name !== 'unseen') element.setAttribute('part', name);
  return element;
}

/** One style sheet for all elements, where the browser can share it. @type {CSSStyleSheet | undefined} */
let sharedSheet;

/** @param {ShadowRoot} root */
function adoptStyles(root) {
  if ('adoptedStyleSheets' in root) {
    if (!sharedSheet) {
      sharedSheet = new CSSStyleSheet();
      sharedSheet.replaceSync(css);
    }
    root.adoptedStyleSheets = [sharedSheet];
  } else {
    const style = document.createElement('style');
    style.textContent = css;
    /** @type {ShadowRoot} */ (root).append(style);
  }
}
