/** A part of the page that can fill the screen. */

/**
 * @param {HTMLElement} frame
 * @param {HTMLButtonElement} button stays hidden where there is no such thing: on an iPhone
 * @param {(isFull: boolean) => void} show
 */
export function connectFullScreen(frame, button, show) {
  button.hidden = !document.fullscreenEnabled;
  button.addEventListener('click', () => {
    // A browser may refuse; then nothing has changed, and the visitor sees that.
    (document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen()).catch(() => {});
  });
  document.addEventListener('fullscreenchange', () => show(document.fullscreenElement === frame));
}
