/**
 * The bar of the attribute `controls`: play or pause, restart, undo; and a word to who has not yet found out that a flake can be wounded.
 *
 * @import { SnowflakeNca } from './snowflake-nca.js'
 */
import { words as text } from '../text/element-words.js';

const SVG = 'http://www.w3.org/2000/svg';
/** Each in a square of 24, drawn as one stroke. */
const ICONS = Object.freeze({
  play: 'M8 5.5v13l10.5-6.5z',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  restart: 'M5 12a7 7 0 1 0 2.2-5.1M5 4.5v4h4',
  undo: 'M8.5 5.5 4.5 9.5l4 4M5 9.5h8.5a5 5 0 0 1 0 10H9',
});

export class Controls {
  #element;
  #root;
  /** From shown to hidden. @type {AbortController | undefined} */
  #shown;
  #hasWounded = false;

  /** @param {SnowflakeNca} element @param {ShadowRoot} root */
  constructor(element, root) {
    this.#element = element;
    this.#root = root;
  }

  /** @param {boolean} isWanted */
  show(isWanted) {
    if (isWanted === Boolean(this.#shown)) return;
    this.#shown?.abort();
    this.#shown = isWanted ? new AbortController() : undefined;
    if (this.#shown) this.#build(this.#shown.signal);
  }

  /** @param {AbortSignal} signal */
  #build(signal) {
    const element = this.#element, bar = document.createElement('div'), hint = document.createElement('p');
    const play = button('play', text.play, () => (element.paused ? element.play() : element.pause()));
    const restart = button('restart', text.restart, () => {
      element.restart();
      element.play();
    });
    const undo = button('undo', text.undo, () => element.undo());
    bar.className = 'controls';
    bar.lang = hint.lang = text.language;
    bar.setAttribute('part', 'controls');
    bar.setAttribute('role', 'group');
    bar.setAttribute('aria-label', text.controls);
    bar.append(play, restart, undo);
    hint.className = 'hint';
    hint.setAttribute('part', 'hint');
    hint.textContent = text.hint;

    const update = () => {
      const { paused, timeline } = element;
      name(play, paused ? 'play' : 'pause', paused ? text.play : text.pause);
      undo.setAttribute('aria-disabled', String(!timeline?.canUndo)); // not `disabled`, which would take the focus away
      hint.hidden = this.#hasWounded || !element.interactive;
    };
    for (const type of ['play', 'pause', 'step', 'ready', 'error']) element.addEventListener(type, update, { signal });
    element.addEventListener('wound', () => { this.#hasWounded = true; }, { signal });
    update();
    this.#root.append(hint, bar);
    signal.addEventListener('abort', () => {
      bar.remove();
      hint.remove();
    }, { once: true });
  }
}

/** @param {keyof typeof ICONS} icon @param {string} label @param {() => void} act */
function button(icon, label, act) {
  const made = document.createElement('button'), svg = document.createElementNS(SVG, 'svg');
  made.type = 'button';
  made.setAttribute('part', 'button');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS(SVG, 'path'));
  made.append(svg);
  name(made, icon, label);
  made.addEventListener('click', act);
  return made;
}

/** @param {HTMLButtonElement} button @param {keyof typeof ICONS} icon @param {string} label */
function name(button, icon, label) {
  if (button.getAttribute('aria-label') === label) return;
  button.setAttribute('aria-label', label);
  button.title = label;
  button.querySelector('path')?.setAttribute('d', ICONS[icon]);
}
