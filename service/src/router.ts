import type { Result, Router } from "hono/router";
import { TrieRouter } from "hono/router/trie-router";

/**
 * One handler for each request, so that Hono composes nothing: a path without parameters is one look-up, the others go
 * through Hono's tree. What is registered for every method serves those that have no handler of their own.
 */
export class TableRouter<T> implements Router<T> {
  name = "TableRouter";
  readonly #exact = new Map<string, Map<string, Result<T>>>();
  readonly #tree = new TrieRouter<T>();
  readonly #others = new TrieRouter<T>();

  add(method: string, path: string, handler: T): void {
    const tree = method === "ALL" ? this.#others : this.#tree;
    tree.add(method, path, handler);
    if (method === "ALL" || /[:*?]/.test(path)) return;
    const paths = this.#exact.get(method) ?? new Map<string, Result<T>>();
    // The first that was registered, as in the tree.
    if (!paths.has(path)) paths.set(path, [[[handler, {}]]]);
    this.#exact.set(method, paths);
  }

  match(method: string, path: string): Result<T> {
    const exact = this.#exact.get(method)?.get(path);
    if (exact !== undefined) return exact;
    const found = this.#tree.match(method, path);
    return found[0].length > 0 ? found : this.#others.match(method, path);
  }
}
