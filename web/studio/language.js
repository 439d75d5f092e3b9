/**
 * Imported before uPlot, which hands the browser's language to Intl as it loads: WebKitGTK calls it "C" where the system has none, and Intl
 * throws at that.
 */
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: document.documentElement.lang, configurable: true });
}
