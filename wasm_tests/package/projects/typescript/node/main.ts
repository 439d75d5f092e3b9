// A program for node, checked without the types of a browser, and without those of node.
import { Nca, Trainer } from 'snowflake-nca/core';
import { models } from 'snowflake-nca/models';

export async function use(): Promise<number> {
  const nca: Nca = await Nca.load(models.snowflake, { seed: 1 });
  nca.step(5);
  const trainer = await Trainer.create({ target: 'picture.png', model: nca.model });
  return (await trainer.train(1)) + trainer.save().length + nca.rgba().length;
}
