/**
 * `snowflake-nca`: importing it defines the tag `<snowflake-nca>`.
 *
 * @module snowflake-nca
 */
import { SnowflakeNca } from '../element/snowflake-nca.js';

export { SnowflakeNca };

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
  renderer?: 'auto' | 'webgpu' | 'webgl' | '2d' | undefined;
  background?: string | undefined;
  poster?: string | undefined;
  label?: string | undefined;
}

// For React 19 with TypeScript. Where React is not installed neither line finds what it names, which then does no harm.
// @ts-ignore
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      // @ts-ignore
      'snowflake-nca': DetailedHTMLProps<HTMLAttributes<SnowflakeNca>, SnowflakeNca> & SnowflakeNcaAttributes;
    }
  }
}
