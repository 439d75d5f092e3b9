/** The window that an element is shown in, which need not be the one that its module was loaded in. @param {Node} node */
export const windowOf = (node) => node.ownerDocument?.defaultView ?? window;
