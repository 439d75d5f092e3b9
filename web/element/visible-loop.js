/** Animation frames for an element, only while somebody can see it: none off screen, none in a hidden tab, none after stop(). */
import { windowOf } from './window-of.js';

export class VisibleLoop {
  #onFrame;
  #onShown;
  /** In which it is shown. */
  #window = globalThis.window;
  #frame = 0;
  #onScreen = false;
  #wanted = false;
  /** @type {IntersectionObserver | undefined} */
  #observer;

  /**
   * @param {(nowMs: number) => boolean} onFrame returns whether it wants another frame
   * @param {() => void} onShown called when the element comes into sight (again)
   */
  constructor(onFrame, onShown) {
    this.#onFrame = onFrame;
    this.#onShown = onShown;
  }

  /** @param {Element} element @param {AbortSignal} signal ends everything */
  start(element, signal) {
    this.#window = windowOf(element);
    this.#observer = new this.#window.IntersectionObserver((entries) => {
      this.#onScreen = entries[entries.length - 1].isIntersecting;
      this.#update();
    });
    this.#observer.observe(element);
    this.#window.document.addEventListener('visibilitychange', () => this.#update(), { signal });
    signal.addEventListener('abort', () => this.#stop(), { once: true });
  }

  /** Ask for a frame, now or when the element can be seen again. */
  request() {
    this.#wanted = true;
    this.#update();
  }

  get canBeSeen() {
    return this.#onScreen && this.#window.document.visibilityState === 'visible';
  }

  #update() {
    if (this.#wanted && this.canBeSeen && !this.#frame) {
      this.#onShown();
      this.#frame = this.#window.requestAnimationFrame(this.#tick);
    } else if (!this.canBeSeen) {
      this.#cancel();
    }
  }

  #tick = (/** @type {number} */ nowMs) => {
    this.#frame = 0;
    this.#wanted = false; // if it throws, it can be asked for again
    if (this.#onFrame(nowMs)) this.#wanted = true;
    if (this.#wanted && this.canBeSeen && !this.#frame) this.#frame = this.#window.requestAnimationFrame(this.#tick);
  };

  #cancel() {
    this.#window.cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #stop() {
    this.#cancel();
    this.#observer?.disconnect();
    this.#onScreen = false;
  }
}
