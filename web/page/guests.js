/**
 * What an address of the page asks for: `?model=` a bundled name or the address of a model, `?gallery=` a list of them, of which the first one grows.
 *
 * @import { SnowflakeNca } from '../element/snowflake-nca.js'
 */
import { createCore } from '../core/shared.js';
import { findBundledModel } from '../library/bundled.js';
import { fetchGuestList, guestAt } from '../library/guests.js';
import { library } from '../library/shared.js';
import { tellError } from './messages.js';

/** @param {SnowflakeNca} flake @param {URLSearchParams} query */
export async function welcomeGuests(flake, query) {
  const list = query.get('gallery'), model = query.get('model') || null, isTold = location.hash.length > 1; // a link tells which flake grows
  const guests = list ? await fetchGuestList(list).catch((error) => { tellError(error); return undefined; }) : undefined;
  const isBundled = model !== null && findBundledModel(model), named = model !== null && !isBundled ? guestAt(model) : undefined, entries = [...named ? [named] : [], ...guests?.entries ?? []];
  if (entries.length > 0) library.welcome(entries, guests?.title);
  if (isTold) return;
  if (isBundled) await flake.loadModel(model);
  else if (entries.length > 0) await flake.loadModel(await entries[0].load(createCore()));
}
