/** 枠に入るページと一つのファイルが、要素のほかに言うこと。 */

/** @satisfies {typeof import('../en/embed.js').embed} */
export const embed = {
  title: '雪の結晶',
  heading: '一つの細胞から雪の結晶が育つ',
  noScript: '雪の結晶はこのブラウザーの中で計算されます。育つ様子を見るには、JavaScriptを許可してください。',
};
