// The crates that are compiled into the published wasm, from cargo itself.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure, output, ROOT } from "./shell.mjs";

/** @typedef {{ name: string, version: string, license: string, repository: string, folder: string, checksum: string, needs: string[] }} Crate */

/** @returns {Crate[]} without the crate itself, in the order of their names */
export function crates() {
  const wanted = ["--locked", "--format-version", "1", "--features", "wasm", "--filter-platform", "wasm32-unknown-unknown"];
  const told = output("cargo", ["metadata", ...wanted]);
  if (told === null) throw new Failure("cargo metadata failed");
  /** @type {{ packages: any[], resolve: { root: string, nodes: any[] } }} */
  const { packages, resolve } = JSON.parse(told);
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const sums = checksums();
  const reached = new Set([resolve.root]);
  /** @type {Map<string, string[]>} */
  const edges = new Map();
  // A set grows while it is walked.
  for (const id of reached) {
    const normal = nodes
      .get(id)
      .deps.filter((/** @type {any} */ dep) => dep.dep_kinds.some((/** @type {any} */ kind) => kind.kind === null));
    edges.set(
      id,
      normal.map((/** @type {any} */ dep) => dep.pkg),
    );
    for (const dep of normal) reached.add(dep.pkg);
  }
  reached.delete(resolve.root);
  const byId = new Map(packages.map((each) => [each.id, each]));
  const title = (/** @type {string} */ id) => `${byId.get(id).name}@${byId.get(id).version}`;
  return packages
    .filter(({ id }) => reached.has(id))
    .map(({ id, name, version, license, repository, manifest_path: manifest }) => ({
      name,
      version,
      license: license ?? "unknown",
      repository: repository ?? "",
      folder: dirname(manifest),
      checksum: sums.get(`${name}@${version}`) ?? "",
      needs: (edges.get(id) ?? []).map(title).sort(),
    }))
    .sort((one, other) => (`${one.name}@${one.version}` < `${other.name}@${other.version}` ? -1 : 1));
}

/** @returns {Map<string, string>} SHA-256 by name and version, as Cargo.lock has them */
function checksums() {
  const lock = readFileSync(join(ROOT, "Cargo.lock"), "utf8");
  const entries = lock.matchAll(/name = "([^"]+)"\nversion = "([^"]+)"\nsource = "[^"]+"\nchecksum = "([^"]+)"/g);
  return new Map([...entries].map(([, name, version, sum]) => [`${name}@${version}`, sum]));
}
