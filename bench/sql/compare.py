"""Compares the tables that edgeward finds with those of sqlglot.

    python bench/sql/compare.py BINARY FILE.jsonl.xz... [--show N]

Rows hold a statement in `text`. Bare expressions and `{a,b}` templates are left out, and what one of the two cannot parse is
counted apart. Needs `pip install sqlglot`; BINARY is `cargo build` of this folder.
"""

import collections
import json
import lzma
import re
import subprocess
import sys

import sqlglot
from sqlglot import exp

STATEMENTS = (exp.Query, exp.DML, exp.DDL, exp.Drop, exp.Alter, exp.TruncateTable, exp.Describe, exp.Merge, exp.Copy, exp.Grant)


def rows(paths):
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                yield path.rsplit("/", 1)[-1], number, json.loads(line)["text"]


def with_of(node):
    return node.args.get("with_") or node.args.get("with")


def is_cte(table):
    """Whether the name means a common table expression that can be seen where it stands."""
    if table.db or not table.name:
        return False
    # What is written to is a real table, whatever WITH says.
    parent = table.parent
    if isinstance(parent, (exp.Insert, exp.Update, exp.Delete, exp.Merge)) and parent.this is table:
        return False
    child, node = table, table.parent
    while node is not None:
        ctes = with_of(node)
        if ctes is not None:
            names = [cte.alias.lower() for cte in ctes.expressions]
            if child is ctes and not ctes.args.get("recursive"):
                own = next(i for i, cte in enumerate(ctes.expressions) if cte is inner)
                names = names[:own]
            if table.name.lower() in names:
                return True
        inner, child, node = child, node, node.parent
    return False


def tables(statement):
    found = set()
    for table in statement.find_all(exp.Table):
        if not isinstance(table.this, exp.Identifier) or is_cte(table):
            continue
        found.add(".".join(part.name for part in table.parts).lower())
    return found


def theirs(text):
    """The tables, or why the row is left out."""
    for dialect in (None, "postgres", "mysql", "tsql", "sqlite", "bigquery", "snowflake"):
        try:
            statements = [each for each in sqlglot.parse(text, dialect=dialect) if each is not None]
        except (sqlglot.errors.SqlglotError, RecursionError):
            continue
        if any(isinstance(each, exp.Command) for each in statements):
            return "sqlglot keeps it as a command"
        if not all(isinstance(each, STATEMENTS) for each in statements):
            return "no statement"
        return set().union(*map(tables, statements))
    return "sqlglot cannot parse"


def main():
    arguments = sys.argv[1:]
    show = int(arguments.pop(arguments.index("--show") + 1)) if "--show" in arguments else 20
    arguments = [each for each in arguments if each != "--show"]
    kept = list(rows(arguments[1:]))
    # Fenced, because what is compared is the reading and not the finding.
    texts = "".join(json.dumps({"text": f"```sql\n{text}\n```"}) + "\n" for _, _, text in kept)
    answer = subprocess.run([arguments[0]], input=texts, capture_output=True, text=True, check=True).stdout
    count = collections.Counter()
    differences, troubles = [], []
    for (name, number, text), line in zip(kept, answer.splitlines(), strict=True):
        ours = json.loads(line)
        if re.search(r"\{[^}]*\}", text) and not text.lstrip().startswith("{"):
            count["template"] += 1
            continue
        expected = theirs(text)
        if isinstance(expected, str):
            count[expected] += 1
        elif ours["trouble"]:
            count["edgeward cannot parse"] += 1
            troubles.append((name, number, text))
        else:
            found = {table.lower() for table in ours["tables"]}
            count["both parse"] += 1
            count["equal"] += found == expected
            if found != expected:
                differences.append((name, number, text, found - expected, expected - found))
    for key, value in count.most_common():
        print(f"{value:6} {key}")
    print(f"{count['equal'] / max(count['both parse'], 1):.2%} equal")
    for name, number, text, more, less in differences[:show]:
        print(f"- {name}:{number} only ours {sorted(more)} only theirs {sorted(less)}\n    {text[:300]}")
    for name, number, text in troubles[:show]:
        print(f"? {name}:{number} {text[:200]}")


main()
