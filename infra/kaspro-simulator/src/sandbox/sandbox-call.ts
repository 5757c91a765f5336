import { type Request, type Response } from 'express';
import { z } from 'zod';
import { jsonOf, readRaw } from '../raw-body.ts';

/** A sandbox call that cannot be done, with the HTTP status that says why. */
export class SandboxRefusal extends Error {
  override readonly name = 'SandboxRefusal';
  readonly status: 404 | 409 | 422;
  constructor(status: 404 | 409 | 422, message: string) {
    super(message);
    this.status = status;
  }
}

/** The JSON body, unknown fields refused by the schema. */
export async function bodyOf<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const read = schema.safeParse(jsonOf(await readRaw(request)));
  if (!read.success) throw new SandboxRefusal(422, z.prettifyError(read.error));
  return read.data;
}

export type Answering = (request: Request) => unknown;

/** Answers 200 with what `answering` returns, or the refusal it throws. */
export const answers =
  (answering: Answering) =>
  async (request: Request, response: Response): Promise<void> => {
    try {
      response.json(await answering(request));
    } catch (error) {
      if (!(error instanceof SandboxRefusal)) throw error;
      response.status(error.status).json({ message: error.message });
    }
  };
