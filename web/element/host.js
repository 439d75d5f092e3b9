/** The page that the element is made for does nothing to it: what stands here for web/embed/host.js. */
export function checkHost() {}
