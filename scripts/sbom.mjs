// `make sbom`: what the published package is made of, as CycloneDX 1.6, into target/sbom.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crates } from "./lib/crates.mjs";
import { main, ROOT, say } from "./lib/shell.mjs";

await main(() => {
  const { name, version, license } = JSON.parse(readFileSync(join(ROOT, "pkg/package.json"), "utf8"));
  const list = crates();
  const cargo = (/** @type {string} */ title) => `pkg:cargo/${title}`;
  const files = ["edgeward.wasm", "edgeward-core.wasm"].filter((file) => existsSync(join(ROOT, "pkg/dist", file)));
  const root = {
    type: "library",
    "bom-ref": `pkg:npm/${name}@${version}`,
    name,
    version,
    purl: `pkg:npm/${name}@${version}`,
    licenses: [{ expression: license }],
  };
  const components = list.map((crate) => ({
    type: "library",
    "bom-ref": cargo(`${crate.name}@${crate.version}`),
    name: crate.name,
    version: crate.version,
    purl: cargo(`${crate.name}@${crate.version}`),
    licenses: [{ expression: crate.license.replaceAll("/", " OR ") }],
    hashes: [{ alg: "SHA-256", content: crate.checksum }],
  }));
  const wasm = files.map((file) => ({
    type: "file",
    "bom-ref": file,
    name: `dist/${file}`,
    hashes: [
      {
        alg: "SHA-256",
        content: createHash("sha256")
          .update(readFileSync(join(ROOT, "pkg/dist", file)))
          .digest("hex"),
      },
    ],
  }));
  const needed = new Set(list.flatMap(({ needs }) => needs));
  const direct = list.map((crate) => `${crate.name}@${crate.version}`).filter((title) => !needed.has(title));
  // No time and no serial number: the same package has the same bytes.
  const bom = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: root },
    components: [...components, ...wasm],
    dependencies: [
      { ref: root["bom-ref"], dependsOn: [...direct.map(cargo), ...files] },
      ...list.map((crate) => ({ ref: cargo(`${crate.name}@${crate.version}`), dependsOn: crate.needs.map(cargo) })),
    ],
  };
  const folder = join(ROOT, "target/sbom");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}-${version}.cdx.json`), `${JSON.stringify(bom, null, 2)}\n`);
  say(`target/sbom/${name}-${version}.cdx.json: ${components.length} crates, ${wasm.length} wasm files`);
});
