/** 供框架用的页面和单个文件在元素之外所说的话。 */

/** @satisfies {typeof import('../en/embed.js').embed} */
export const embed = {
  title: '雪花',
  heading: '一个细胞长成一片雪花',
  noScript: '雪花是在你的浏览器里算出来的。要看它生长，请允许 JavaScript。',
};
