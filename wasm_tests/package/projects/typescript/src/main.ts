// Compiles only if the package's types say what its modules do. skipLibCheck is off: the .d.ts themselves must be in order too.
import { SnowflakeNca, speak, type GivenWords } from 'snowflake-nca';
import { layoutOf, Nca, NcaError, Trainer, type Model, type NewTraining, type Recipe, type Wound } from 'snowflake-nca/core';
import { models } from 'snowflake-nca/models';
import flakeFile from 'snowflake-nca/models/snowflake.safetensors';
import wholeWasm from 'snowflake-nca/nca.wasm';
import { element as french } from 'snowflake-nca/words/fr';
import showWasm from 'snowflake-nca/nca_show.wasm';

const recipe: Partial<Recipe> = { base: 'regenerating', numEpochs: 100 };
const wound: Wound = { shape: 'half', x: 36, y: 36, angle: 0 };
const plan: NewTraining = { target: new Blob([]), recipe };

export async function use(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const nca: Nca = await Nca.load(models['ice-star'], { seed: 7, wasm: new Uint8Array(8) });
  nca.wound(wound);
  canvas.getContext('2d')?.putImageData(new ImageData(nca.rgba(), nca.width, nca.height), 0, 0);
  const trainer = await Trainer.create(plan);
  const loss: number = await trainer.train(10, { onEpoch: (each, epoch) => console.log(each.toFixed(3), epoch) });
  const model: Model = trainer.model();
  if (loss > 1 || model.params.length !== layoutOf(model.config).numParams) throw new NcaError('BAD_ARGUMENT', 'No.');
  const grown = await trainer.grow({ height: 64, width: 64 });
  grown.destroy();
  return trainer.save({ dtype: 'F16' });
}

export const fromFiles = (): Promise<Nca> => Nca.load(flakeFile, { wasm: showWasm });
export const trained = (): Promise<Trainer> => Trainer.create({ ...plan, wasm: wholeWasm });

export function sayInFrench(): void {
  const own: GivenWords = { hint: 'À vos ciseaux !', wounded: (alive) => `${alive.toFixed()} !` };
  speak({ ...french, ...own });
  // @ts-expect-error no such words
  speak({ hints: 'no' });
}

export function wire(): void {
  const flake: SnowflakeNca | null = document.querySelector('snowflake-nca');
  if (!flake) return;
  flake.model = models.snowflake.href;
  flake.interactive = true;
  flake.goal = 1;
  flake.toolGoal = 2;
  flake.size = 40;
  flake.speed = 'max';
  flake.restAt = 'never';
  flake.mix = '0.3,0.7';
  flake.mix = undefined;
  const read: [string, string, string, number, number] = [flake.goal, flake.toolGoal, flake.size, flake.speed, flake.restAt];
  console.log(read);
  // @ts-expect-error a goal has a name or a number
  flake.goal = true;
  // @ts-expect-error there is one word for it
  flake.speed = 'fast';
  flake.wound(10, 10, 3);
  flake.addEventListener('step', ({ detail, currentTarget }) => { if (detail.numSteps > 200) currentTarget.restart(); });
  flake.addEventListener('pointerdown', ({ clientX }) => clientX.toFixed());
  // @ts-expect-error a rest tells no picture
  flake.addEventListener('rest', ({ detail }) => detail.picture);
  const made: SnowflakeNca = document.createElement('snowflake-nca');
  // @ts-expect-error a number of steps is no text
  made.step('three');
  // @ts-expect-error there is no such model
  void models.nonesuch;
  // @ts-expect-error there is no such recipe
  void Trainer.create({ target: 'a.png', recipe: { base: 'none' } });
}
