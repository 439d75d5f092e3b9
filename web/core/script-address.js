/** Addresses of scripts, where Trusted Types let through only what a policy has looked at: `trusted-types snowflake-nca`. */
const POLICY = 'snowflake-nca';
/** Where the page and all its scripts lie. */
const OURS = new URL('.', document.baseURI).href;

/** @type {{ createScriptURL: (address: string) => string } | undefined} */
let policy;

/** @param {string | URL} address of a script of the page @returns {string} @throws {TypeError} where the page's policy has no policy of ours */
export function scriptAddress(address) {
  policy ??= /** @type {any} */ (globalThis).trustedTypes?.createPolicy(POLICY, { createScriptURL: ownOnly });
  const { href } = new URL(address, import.meta.url);
  return policy?.createScriptURL(href) ?? href;
}

/** @param {string} address */
function ownOnly(address) {
  if (!address.startsWith(OURS)) throw new TypeError(`${address} is no script of this page.`);
  return address;
}
