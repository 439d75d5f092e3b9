/** The styles of what is seen first lie in the page (vite.config.js). */

/** Where a host's own policy forbids that, they come as the file that they also are. */
export function bringFirstStyles() {
  const inPage = document.querySelector('style[data-file]');
  if (!(inPage instanceof HTMLStyleElement) || inPage.sheet) return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = inPage.dataset.file ?? '';
  document.head.append(link);
}
