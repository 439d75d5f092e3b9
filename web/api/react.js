/**
 * `snowflake-nca/react`: the element as a component of React 18 and 19, also where pages are rendered on a server, which makes the tag and no more.
 *
 * It takes the element's properties (`restAt`, `fireRate`), its events (`onStep`, `onReady`) and what any element of HTML takes; `ref` is the element. The CSS
 * class goes by `className`. From React 19 on the tag itself does all that too.
 *
 * @module snowflake-nca/react
 */
'use client';

/**
 * @import { HTMLAttributes, RefAttributes } from 'react'
 * @import { SnowflakeNca, SnowflakeNcaAttributes, SnowflakeNcaEvent, SnowflakeNcaEvents } from 'snowflake-nca'
 */

import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import 'snowflake-nca';
import { ATTRIBUTES } from '../element/attributes.js';

/** @typedef {{ [Name in keyof SnowflakeNcaEvents as `on${Capitalize<Name>}`]?: ((event: SnowflakeNcaEvent<Name>) => void) | undefined }} Listeners */
/** @typedef {SnowflakeNcaAttributes} Named by their attributes */
/**
 * @typedef {Omit<Named, 'rest-at' | 'fire-rate' | 'tool-goal' | 'tool-flake'> & {
 *   restAt?: Named['rest-at'], fireRate?: Named['fire-rate'], toolGoal?: Named['tool-goal'], toolFlake?: Named['tool-flake'],
 * }} Properties
 */
/** @typedef {Omit<HTMLAttributes<SnowflakeNca>, keyof Properties | keyof Listeners> & Properties & Listeners} SnowflakeProps */

/** What the element tells, with the name of the property that hears it. */
const LISTENERS = /** @type {const} */ ([
  ['ready', 'onReady'], ['step', 'onStep'], ['play', 'onPlay'], ['pause', 'onPause'], ['edit', 'onEdit'], ['wound', 'onWound'], ['plant', 'onPlant'], ['graft', 'onGraft'],
  ['healed', 'onHealed'], ['camera', 'onCamera'], ['look', 'onLook'], ['hover', 'onHover'], ['rest', 'onRest'], ['error', 'onError'],
]);
const HEARING = new Set(/** @type {readonly string[]} */ (LISTENERS.map(([, property]) => property)));

/** On a server, where nothing is laid out, React would warn of the other one. */
const useEffectBeforeEvents = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** As React 18 and 19 both write them to a tag that they do not know. @param {Record<string, unknown>} props */
function attributesOf(props) {
  const attributes = /** @type {Record<string, unknown>} */ ({});
  for (const [property, value] of Object.entries(props)) {
    const known = ATTRIBUTES[/** @type {keyof typeof ATTRIBUTES} */ (property)];
    if (HEARING.has(property)) continue;
    if (property === 'className') attributes.class = value;
    else if (!known) attributes[property] = value;
    else attributes[known.name] = (value === null || value === undefined ? null : known.write(value)) ?? undefined;
  }
  return attributes;
}

/** @param {SnowflakeProps} props @param {import('react').ForwardedRef<SnowflakeNca>} outer */
function render(props, outer) {
  const own = useRef(/** @type {SnowflakeNca | null} */ (null)), latest = useRef(props);
  useImperativeHandle(outer, () => /** @type {SnowflakeNca} */ (own.current), []);
  useEffectBeforeEvents(() => { latest.current = props; });
  useEffectBeforeEvents(() => {
    const presence = new AbortController();
    for (const [name, property] of LISTENERS) {
      own.current?.addEventListener(name, (event) => latest.current[property]?.(/** @type {any} */ (event)), { signal: presence.signal });
    }
    return () => presence.abort();
  }, []);
  return createElement('snowflake-nca', { ...attributesOf(props), ref: own });
}

/** @type {import('react').ForwardRefExoticComponent<SnowflakeProps & RefAttributes<SnowflakeNca>>} */
export const Snowflake = forwardRef(render);
