/** Models of others, which an address of the page names, in Chinese. */

/** @satisfies {typeof import('../en/guests.js').guests} */
export const guests = {
  heading: '来自别处',
};

/** @satisfies {typeof import('../en/guests.js').errors} */
export const errors = {
  GUEST_ADDRESS: ({ address }) => `“${address}”不是网址，所以无法从那里取得模型。`,
  GUEST_MISSING: ({ host, status }) => `${host}的这个地址上什么也没有：它回答了${status}。`,
  GUEST_BARRED: ({ host }) => `${host}没有传来任何内容。它可能连不上，或者不向其他网页提供文件；若是后者，它须发送Access-Control-Allow-Origin。`,
  GUEST_INSECURE: ({ host }) => `${host}的地址用的是http，而以https打开的网页不能这样取得文件：地址须以https://开头。`,
  GUEST_LIST: ({ problem, number, most }) => ({
    json: '这份模型列表不是JSON，所以一个也没有显示。',
    models: '这份列表里没有模型：它须写成{"models": [{"title": "…", "model": "网址"}]}。',
    entry: `这份模型列表的第${number}项，“model”不是网址，或者标题不是文字。`,
    long: `这份模型列表太长：最多${most}个。`,
  })[problem],
};
