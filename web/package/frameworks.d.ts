/** The tag in the templates of React 19, Vue and Svelte: what it takes, and what it tells. */
import type { SnowflakeNca } from '../element/snowflake-nca.js';
import type { SnowflakeNcaAttributes, SnowflakeNcaEvent, SnowflakeNcaEvents } from './element.js';

type Listeners<Prefix extends string> = { [Name in keyof SnowflakeNcaEvents as `${Prefix}${Name}`]?: ((event: SnowflakeNcaEvent<Name>) => void) | undefined };
/** Vue calls the event step onStep. */
type VueListeners = { [Name in keyof SnowflakeNcaEvents as `on${Capitalize<Name>}`]?: ((event: SnowflakeNcaEvent<Name>) => void) | undefined };

type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}` ? `${First}${Capitalize<Camel<Rest>>}` : Name;
/** Vue looks for what has a dash by its name without one, and takes anything where there is none. */
type VueAttributes = SnowflakeNcaAttributes & { [Name in keyof SnowflakeNcaAttributes as Camel<Name>]?: SnowflakeNcaAttributes[Name] };

// Where a framework is not installed these lines do not find what they name, which then does no harm.
// What 'vue' has from another module is unknown by its mere name below, where then anything would be taken.
// @ts-ignore
type VueHtmlAttributes = import('vue').HTMLAttributes & import('vue').VNodeProps & { [data: `data${'-' | Capitalize<string>}${string}`]: unknown };

// @ts-ignore
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      // @ts-ignore
      'snowflake-nca': Omit<DetailedHTMLProps<HTMLAttributes<SnowflakeNca>, SnowflakeNca>, keyof SnowflakeNcaAttributes> & SnowflakeNcaAttributes & Listeners<'on'>;
    }
  }
}

// @ts-ignore
declare module 'vue' {
  interface GlobalComponents {
    'snowflake-nca': new () => { $props: Omit<VueHtmlAttributes, keyof VueAttributes> & VueAttributes & VueListeners };
  }
}

// @ts-ignore
declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    // @ts-ignore
    'snowflake-nca': Omit<HTMLAttributes<SnowflakeNca>, keyof SnowflakeNcaAttributes | keyof Listeners<'on'>> & SnowflakeNcaAttributes & Listeners<'on'>;
  }
}
