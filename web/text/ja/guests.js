/** Models of others, which an address of the page names, in Japanese. */

/** @satisfies {typeof import('../en/guests.js').guests} */
export const guests = {
  heading: 'よそから',
};

/** @satisfies {typeof import('../en/guests.js').errors} */
export const errors = {
  GUEST_ADDRESS: ({ address }) => `「${address}」はウェブのアドレスではないので、モデルを取得できません。`,
  GUEST_MISSING: ({ host, status }) => `${host}のこのアドレスには何もありません（応答は${status}）。`,
  GUEST_BARRED: ({ host }) => `${host}から何も届きませんでした。つながらないか、ほかのページにファイルを渡していません。渡すには、Access-Control-Allow-Originを送る必要があります。`,
  GUEST_INSECURE: ({ host }) => `${host}のアドレスはhttpですが、httpsで開いたページからは取得できません。アドレスはhttps://で始まる必要があります。`,
  GUEST_LIST: ({ problem, number, most }) => ({
    json: 'このモデルの一覧はJSONではないので、何も表示していません。',
    models: 'この一覧にはモデルがありません。{"models": [{"title": "…", "model": "アドレス"}]}という形にしてください。',
    entry: `このモデルの一覧の${number}番目は、「model」がアドレスでないか、題名が文字列ではありません。`,
    long: `このモデルの一覧は長すぎます。${most}個までにしてください。`,
  })[problem],
};
