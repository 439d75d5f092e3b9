/**
 * Whether the host has a newer version of the page by now. Then the pieces of this one that come when they are wanted are gone, and whatever
 * fails for want of them fails for this reason.
 *
 * @returns {Promise<boolean>}
 */
export async function isOutdated() {
  try {
    const { ok, status, headers } = await fetch(import.meta.url, { method: 'HEAD', cache: 'no-store' });
    // Some hosts have a page for what is not there.
    return status === 404 || status === 410 || (ok && /html/.test(headers.get('content-type') ?? ''));
  } catch {
    return false; // nobody can be asked
  }
}
