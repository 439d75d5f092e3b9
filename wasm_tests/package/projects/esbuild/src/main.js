import 'snowflake-nca';
import { Nca, Trainer } from 'snowflake-nca/core';
import star from 'snowflake-nca/models/ice-star.safetensors';
import feather from 'snowflake-nca/models/ice-feather.safetensors';
import wasm from 'snowflake-nca/nca.wasm';
import target from './target.png';

async function main() {
  const nca = await Nca.load(star, { seed: 7, wasm });
  nca.step(96);

  const trainer = await Trainer.create({ target, seed: 3, wasm });
  await trainer.train(1);

  await document.querySelector('snowflake-nca').loadModel(new Blob([feather]));
  window.result = { rgba: Array.from(nca.rgba()), loss: trainer.loss };
}

void main();
