// SQL rules of the built package against node-sql-parser, in one run: `npm install` here and `make build` before.
import { create } from "../../pkg/entry/inline.js";

const SHORT =
  "SELECT o.id, o.total, c.name FROM orders AS o JOIN customers AS c ON c.id = o.customer_id WHERE o.total > 100 AND c.country = 'DE' ORDER BY o.id";
const column = (n) => `SUM(CASE WHEN o.kind = ${n} AND o.total > ${n * 10} THEN o.total ELSE 0 END) AS total_${n}`;
const LONG = `SELECT c.name, ${Array.from({ length: 23 }, (_, n) => column(n)).join(", ")} FROM orders AS o JOIN customers AS c ON c.id = o.customer_id WHERE o.year = 2024 GROUP BY c.name`;

const { default: parsers } = await import("node-sql-parser");
const parser = new parsers.Parser();
const { guard } = create(
  JSON.stringify({
    kind: "edgeward.policy",
    version: 1,
    name: "Bench",
    rules: [{ id: "sql", detector: "sql.restricted_tables", settings: { tables: ["users"], dialect: "postgres" } }],
  }),
);

function median(work) {
  const times = [];
  for (let round = 0; round < 400; round++) {
    const began = performance.now();
    work();
    times.push((performance.now() - began) * 1000);
  }
  return times.slice(100).sort((a, b) => a - b)[150];
}

for (const [name, sql] of [
  [`${SHORT.length} bytes`, SHORT],
  [`${LONG.length} bytes`, LONG],
]) {
  const ours = median(() => guard.evaluate({ response: sql }));
  const theirs = median(() => parser.tableList(sql, { database: "postgresql" }));
  console.log(`${name}: edgeward ${ours.toFixed(0)} us, node-sql-parser ${theirs.toFixed(0)} us, ${(theirs / ours).toFixed(1)} times`);
}
