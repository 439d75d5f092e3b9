/**
 * What the sky says, in Chinese.
 *
 * @import * as english from '../en/snow.js'
 */
import { writersOf } from '../writers.js';

const { number } = writersOf('zh');

/** @satisfies {typeof english.snow} */
export const snow = {
  start: '下雪吧',
  pause: '暂停',
  fullScreen: '全屏',
  leaveFullScreen: '退出全屏',
  take: '放到舞台上生长',
  flakeCount: (count) => `${number(count)}朵`,
  onlyNear: '显卡上的雪花没有了，近处的仍在飘落。',
  winds: {
    [-4]: '向左的风暴', [-3]: '向左的大风', [-2]: '向左的微风', [-1]: '向左的轻风',
    0: '无风', 1: '向右的轻风', 2: '向右的微风', 3: '向右的大风', 4: '向右的风暴',
  },
};
