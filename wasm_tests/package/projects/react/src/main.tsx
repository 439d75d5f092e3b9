// Compiles only if the tag is known to JSX, with what it takes and with what any element takes.
import 'snowflake-nca';
import type { SnowflakeNca } from 'snowflake-nca';
import { Snowflake } from 'snowflake-nca/react';

export function Flake({ title }: { title: string }) {
  const load = (flake: SnowflakeNca | null) => { void flake?.loadModel(new Blob()); };
  return (
    <figure>
      <snowflake-nca model="ice-star" interactive controls speed="max" rest-at={96} size="32x40" className="flake" style={{ width: 300 }}
        goal="fern" key="one" ref={load} onstep={({ detail }) => detail.numSteps.toFixed()} onrest={({ currentTarget }) => currentTarget.restart()}>
        <img src="flake.png" alt="" />
      </snowflake-nca>
      <Snowflake model="ice-star" interactive restAt={96} className="flake" key="two" ref={load} onStep={({ detail }) => detail.numAlive.toFixed()} onHealed={(event) => event.detail.numSteps.toFixed()} onRest={({ currentTarget }) => currentTarget.restart()} />
      <figcaption>{title}</figcaption>
    </figure>
  );
}

// @ts-expect-error there is no such attribute
export const misspelt = <snowflake-nca modle="ice-star" />;
// @ts-expect-error a tool is one of six words
export const strange = <snowflake-nca tool="hammer" />;
// @ts-expect-error it is told by another name
export const misheard = <snowflake-nca onStep={() => {}} />;
// @ts-expect-error there is no such property
export const misnamed = <Snowflake rest-at={96} modle="ice-star" />;
