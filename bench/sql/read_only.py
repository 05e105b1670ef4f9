"""Counts writes that the read-only rule lets pass, and plain SELECTs that it refuses.

    python bench/sql/read_only.py BINARY FILE.jsonl.xz...

The kind of a statement is sqlglot's; what it cannot parse is left out.
"""

import collections
import json
import lzma
import re
import subprocess
import sys

import sqlglot
from sqlglot import exp

WRITES = (exp.Insert, exp.Update, exp.Delete, exp.Merge, exp.Create, exp.Drop, exp.Alter, exp.TruncateTable, exp.Grant, exp.Into)


def kind(text):
    try:
        statements = [each for each in sqlglot.parse(text) if each is not None]
    except (sqlglot.errors.SqlglotError, RecursionError):
        return None
    if any(each.find(*WRITES) for each in statements):
        return "write"
    if statements and all(isinstance(each, exp.Query) and not each.find(exp.Lock) for each in statements):
        return "read"
    return None


def main():
    texts = []
    for path in sys.argv[2:]:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]
    texts = [text for text in texts if not re.search(r"\{[^}]*\}", text)]
    kinds = [kind(text) for text in texts]
    for form in ("{}", "```sql\n{}\n```", "Run this: `{}`"):
        given = "".join(json.dumps({"text": form.replace("{}", text)}) + "\n" for text in texts)
        answer = subprocess.run([sys.argv[1]], input=given, capture_output=True, text=True, check=True).stdout
        count = collections.Counter()
        for text, kind_, line in zip(texts, kinds, answer.splitlines(), strict=True):
            reasons = json.loads(line)["readOnly"]
            count[kind_] += 1
            if kind_ == "write" and not reasons:
                print("passes:", text[:200])
            if kind_ == "read" and reasons and reasons != ["unparsable"]:
                print("refused:", reasons, text[:200])
            count[kind_, "unparsable"] += reasons == ["unparsable"]
        print(repr(form), dict(count))


main()
