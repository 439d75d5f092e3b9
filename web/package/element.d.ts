/**
 * `snowflake-nca`: importing it defines the tag `<snowflake-nca>`.
 *
 * @module snowflake-nca
 */
import './frameworks.js';
import type { Mix } from '../core/mix.js';
import type { Edit } from '../core/script.js';
import type { Config, Wound } from '../core/types.js';
import type { Meters } from '../element/growth.js';
import { SnowflakeNca } from '../element/snowflake-nca.js';

export { SnowflakeNca };
export { speak } from '../text/element-words.js';
export type { GivenWords } from '../text/element-words.js';

declare global {
  interface HTMLElementTagNameMap {
    'snowflake-nca': SnowflakeNca;
  }
}

/** The attributes, as JSX has them; what each means, says the element. */
export interface SnowflakeNcaAttributes {
  model?: string | undefined;
  goal?: string | number | undefined;
  mix?: string | readonly number[] | undefined;
  flake?: number | undefined;
  size?: string | number | undefined;
  speed?: number | 'max' | undefined;
  paused?: boolean | undefined;
  autoplay?: boolean | 'true' | 'false' | undefined;
  controls?: boolean | undefined;
  seed?: number | undefined;
  'rest-at'?: number | 'never' | undefined;
  angle?: number | undefined;
  'fire-rate'?: number | undefined;
  interactive?: boolean | undefined;
  tool?: 'wound' | 'cut' | 'half' | 'noise' | 'seed' | 'graft' | undefined;
  'tool-goal'?: string | number | undefined;
  'tool-flake'?: number | undefined;
  brush?: number | undefined;
  view?: 'cells' | 'smooth' | 'fine' | undefined;
  renderer?: 'auto' | 'webgpu' | 'webgl' | '2d' | undefined;
  background?: string | undefined;
  poster?: string | undefined;
  label?: string | undefined;
}

/** What it tells, by the name of the event. */
export interface SnowflakeNcaEvents {
  /** There is something to grow. */
  ready: CustomEvent<{ title: string, height: number, width: number, epochs: number, config: Config }>;
  /** At most ten a second. */
  step: CustomEvent<Meters & { stepsPerSecond: number }>;
  play: CustomEvent<object>;
  pause: CustomEvent<object>;
  /** Something was done that can be undone. */
  edit: CustomEvent<{ edit: Edit, joins: boolean }>;
  wound: CustomEvent<Wound & { radius: number }>;
  plant: CustomEvent<{ x: number, y: number }>;
  graft: CustomEvent<Wound & { radius: number, mix: Mix }>;
  healed: CustomEvent<{ numSteps: number }>;
  /** What is seen of the grid is another part. */
  camera: CustomEvent<{ zoom: number, x: number, y: number }>;
  /** How it is drawn is another: by itself, too, where what was asked for cannot be had. `isByHand`: a visitor asked for it by the key *v*. */
  look: CustomEvent<{ view: 'cells' | 'smooth' | 'fine', asked: 'cells' | 'smooth' | 'fine', isByHand: boolean }>;
  hover: CustomEvent<object>;
  rest: CustomEvent<{ numSteps: number }>;
  error: CustomEvent<{ code: string, sentence: string, cause: unknown }>;
}

/** An event as its listener has it: told by this element. */
export type SnowflakeNcaEvent<Name extends keyof SnowflakeNcaEvents> = SnowflakeNcaEvents[Name] & { readonly currentTarget: SnowflakeNca };

type Listener<Type> = ((this: SnowflakeNca, event: Type) => unknown) | { handleEvent(event: Type): unknown };
/** What any element tells too, under names that are not ours. */
type OtherEvents = Omit<HTMLElementEventMap, keyof SnowflakeNcaEvents>;

declare module '../element/snowflake-nca.js' {
  interface SnowflakeNca {
    addEventListener<Name extends keyof SnowflakeNcaEvents>(name: Name, listener: Listener<SnowflakeNcaEvent<Name>>, options?: boolean | AddEventListenerOptions): void;
    addEventListener<Name extends keyof OtherEvents>(name: Name, listener: Listener<OtherEvents[Name]>, options?: boolean | AddEventListenerOptions): void;
    addEventListener(name: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
    removeEventListener<Name extends keyof SnowflakeNcaEvents>(name: Name, listener: Listener<SnowflakeNcaEvent<Name>>, options?: boolean | EventListenerOptions): void;
    removeEventListener<Name extends keyof OtherEvents>(name: Name, listener: Listener<OtherEvents[Name]>, options?: boolean | EventListenerOptions): void;
    removeEventListener(name: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
  }
}
