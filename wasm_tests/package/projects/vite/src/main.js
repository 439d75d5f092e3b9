import 'snowflake-nca';
import { Nca, Trainer } from 'snowflake-nca/core';
import { models } from 'snowflake-nca/models';
import target from './target.png?url';

async function main() {
  const nca = await Nca.load(models['ice-star'], { seed: 7 });
  nca.step(96);

  const trainer = await Trainer.create({ target, seed: 3 });
  await trainer.train(1);

  document.querySelector('snowflake-nca').model = models['ice-feather'].href;
  window.result = { rgba: Array.from(nca.rgba()), loss: trainer.loss };
}

void main();
