/**
 * What the element is doing: one state, and what happens to it.
 *
 *   empty       there is no grid yet, or no longer
 *   still       a picture stands there until it is played, because that was asked for or the visitor prefers less motion
 *   paused      it stands, since somebody wants it to
 *   playing     it makes the steps that are due
 *   resting     it stands where its model was taught to be, until it is touched or played
 *   travelling  it is on its way to another step of the timeline, and then stands or plays
 *   failed      it stands, since it could go no farther; playing tries again
 */

/** @typedef {'empty' | 'still' | 'paused' | 'playing' | 'resting' | 'travelling' | 'failed'} State */
/** @typedef {'play' | 'pause' | 'rest' | 'touch' | 'change' | 'restart' | 'fail'} Happening */

/** What becomes of a state; one that is not named stays as it is. @type {Readonly<Record<Happening, Partial<Record<State, State>>>>} */
const BECOMES = Object.freeze({
  play: { still: 'playing', paused: 'playing', resting: 'playing', failed: 'playing' },
  pause: { playing: 'paused', resting: 'paused', failed: 'paused' },
  rest: { playing: 'resting' },
  /** It was wounded, or sown on. */
  touch: { still: 'paused', resting: 'playing' },
  /** It was stepped, or set otherwise. */
  change: { still: 'paused' },
  restart: { still: 'paused', resting: 'playing', failed: 'playing' },
  fail: { playing: 'failed' },
});
/** A flake that rests and is touched wakes for as many steps, to show what it makes of it. */
const WAKE_STEPS = 48;
/** One that turns into another takes as long as any two of one rule do. */
export const TURN_STEPS = 500;

export class Player {
  /** @type {State} */
  #state = 'empty';
  /** What it will do when it has arrived. @type {'paused' | 'playing' | 'failed'} */
  #then = 'paused';
  #onChange;
  /** Where it will rest; moves on when it is woken. */
  restStep = Infinity;

  /** @param {(before: State, after: State) => void} onChange called when it is in another state */
  constructor(onChange) {
    this.#onChange = onChange;
  }

  get state() { return this.#state; }
  /** Whether time makes steps, now or as soon as it has arrived. */
  get isGoing() { return (this.#state === 'travelling' ? this.#then : this.#state) === 'playing'; }

  /** There is a grid. @param {'still' | 'paused' | 'playing'} state */
  begin(state) {
    this.#become(state);
  }

  /** There is none any more. */
  end() {
    this.#become('empty');
  }

  /** @param {Happening} what */
  happen(what) {
    if (what === 'play' && this.#state === 'resting') this.restStep = Infinity; // it was asked to go on
    if (this.#state !== 'travelling') {
      this.#become(BECOMES[what][this.#state] ?? this.#state);
    } else if (what === 'play' || what === 'pause') {
      this.#then = what === 'play' ? 'playing' : 'paused';
      this.#onChange('travelling', 'travelling');
    } else {
      if (what === 'fail') this.#then = 'failed';
      this.arrive(); // what is done now is done here
    }
  }

  /** One that rested is touched at a step, and shows what it makes of it. @param {number} step @param {number} [numSteps] that it takes */
  wake(step, numSteps = WAKE_STEPS) {
    if (this.#state === 'resting') this.restStep = step + numSteps;
    this.happen('touch');
  }

  /** Somebody goes along the timeline, and wants to see more: it will not rest again. */
  travel() {
    if (this.#state === 'empty') return;
    this.restStep = Infinity;
    if (this.#state !== 'travelling') this.#then = this.#state === 'playing' ? 'playing' : 'paused';
    this.#become('travelling');
  }

  arrive() {
    if (this.#state === 'travelling') this.#become(this.#then);
  }

  /** @param {State} state */
  #become(state) {
    const before = this.#state;
    if (before === state) return;
    this.#state = state;
    this.#onChange(before, state);
  }
}
