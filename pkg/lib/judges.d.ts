import type { Judge } from "../index.d.ts";

export interface OpenAiJudgeOptions {
  /** Up to and without `/chat/completions`. */
  baseUrl: string;
  apiKey?: string;
  model: string;
  headers?: { [name: string]: string };
  /** Instead of the global one. */
  fetch?: typeof fetch;
}
/** An OpenAI-compatible endpoint. */
export function openAiJudge(options: OpenAiJudgeOptions): Judge;

/** The part of Workers AI's binding that is used. */
export interface WorkersAi {
  run(model: string, input: object, options?: { signal?: AbortSignal }): Promise<unknown>;
}
/** A model of Cloudflare Workers AI. */
export function workersAiJudge(ai: WorkersAi, model: string): Judge;

export interface CachedJudgeOptions {
  /** Answers that are kept, 1000 when absent. */
  size?: number;
}
/** Remembers clear answers; what was no answer is asked again. */
export function cachedJudge(judge: Judge, options?: CachedJudgeOptions): Judge;
