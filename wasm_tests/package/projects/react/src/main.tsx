// Compiles only if the tag is known to JSX, with what it takes and with what any element takes.
import 'snowflake-nca';
import type { SnowflakeNca } from 'snowflake-nca';

export function Flake({ title }: { title: string }) {
  const load = (flake: SnowflakeNca | null) => { void flake?.loadModel(new Blob()); };
  return (
    <figure>
      <snowflake-nca model="ice-star" interactive controls speed="max" rest-at={96} size="32x40" className="flake" style={{ width: 300 }} ref={load}>
        <img src="flake.png" alt="" />
      </snowflake-nca>
      <figcaption>{title}</figcaption>
    </figure>
  );
}

// @ts-expect-error there is no such attribute
export const misspelt = <snowflake-nca modle="ice-star" />;
// @ts-expect-error a tool is one of five words
export const strange = <snowflake-nca tool="hammer" />;
