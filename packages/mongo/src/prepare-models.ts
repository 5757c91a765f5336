import type { Model } from 'mongoose';

type Prepared = Pick<Model<unknown>, 'createCollection' | 'createIndexes'>;

/**
 * Makes the collections and indexes of these models where they are missing: a transaction that had to make one would
 * collide with its twins. Safe at every start of every instance.
 */
export async function prepareModels(...models: readonly Prepared[]): Promise<void> {
  for (const model of models) {
    await model.createCollection();
    await model.createIndexes();
  }
}
