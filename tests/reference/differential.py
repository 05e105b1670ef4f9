"""Compares `validate(...).response` with the answers of the pinned FastAPI, byte for byte.

    python -m venv venv && venv/bin/pip install -r tests/reference/requirements.txt
    cargo build --example lyzr_answers
    venv/bin/python tests/reference/differential.py --count 20000 [--seed N] [--record FILE]

Payloads are mutations of whole policies: every kind of value in every place, spellings of numbers and times, keys
missing, repeated and unknown, nesting, and texts that are cut or overwritten so that they are no JSON any more.
Where the server itself fails with 500 the package answers with its own diagnostics; there only that is checked.
"""

import argparse
import asyncio
import json
import random
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from lyzr_model import app  # noqa: E402


class Raw(str):
    """A piece of JSON text as it stands."""


NUMBERS = """0 1 -1 2 0.0 1.0 -0.0 -0 0.5 1.5 1e0 1E+0 1e-5 1e15 1e16 1e22 1e300 1e-400 -1e-400 100e-2 0.1e1 5e-324
    1.0000000000000002 0.99999999999999999 1.00000000000000001 123456789012345678 9007199254740993 9223372036854775807
    9223372036854775808 -9223372036854775808 -9223372036854775809 9.223372036854775e18 9.3e18 12345678901234567890123
    20000000000 20000000001 -20000000000 -20000000001 253402300799 253402300800 253402300799999 253402300800000
    253402300799999.4 253402300799999.9 20000000000.5 -62167219200000 -62167219200001 -62135596800000 -62135596800001
    -62135596800000.5 1747392933.101 1747392933101.7 -1 -0.5 -1.5 1e13 2e14 2.6e14 3e14 -7e13 -6.2e13 1e19 -1e19
    1629235716211611.162923 2217866068528349.2217866 0.0125 100.25 1.7976931348623157e308 4.35e-3 0.00001234 123456789.123456789""".split()
NUMBERS += ["1" + "0" * 400, "-1" + "0" * 400, "1" * 309, "179769313486231580" + "0" * 291, "9" * 4300]
BROKEN = ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", '"\\ud800"', '"a\\udc00b"', '{"\\ud800": 1}', "9" * 4301]
WORDS = """true false True TRUE yes no on off y n t f 0 1 Yes OFF maybe 2 1.0 0.0 null None block redact mask disabled
    Block BLOCK literal regex cucumber_expression name keyword 0.5 .5 5. 1. +0.5 +5 -5 -0 1e0 1e-1 1E400 -1e400 inf
    -inf Infinity INFINITY infinit nan NaN -nan +nan 0x1 1_0 1__0 _1 1_ 1_.5 1e_5 0_.5 in_f 1,5 1e 1e+ . - + e1""".split()
WORDS += ["", " ", " true", "true ", " 0.5 ", "\t1\n", "\u00a00.5\u2003", "\u0665", "\u001c5", " 1_0 ", "\ufeff1", "ｔｒｕｅ", "\u2212 1",
          "é", "𝒳😀", "\u2028", "\x7f", "\x00", "\\", '"', "/", "a\nb\tc\r\x08\x0c", "9" * 400, "-" + "9" * 400, "ſ", "ı"]
TIMES = """2025-05-16T10:55:33.101Z 2025-05-16t10:55:33z 2025-05-16 2025-05-16T10:55 2025-05-16_10:55:33 2025-05-16T10:55:33+00:00
    2025-05-16T10:55:33-2359 2025-05-16T10:55:33+24:00 2025-05-16T10:55:33+23:60 2025-05-16T10:55:33+1:00 2025-05-16T10:55:33+0100
    2025-05-16T10:55:33−01:00 2025-05-16T10:55:33.1234567890Z 2025-05-16T10:55:33,5 2025-05-16T10:55:33. 2025-05-16T10:55:60Z
    2025-05-16T24:00:00Z 2025-05-16T10:60:00Z 2025-05-16T10 2025-05-16T 2025-05-16X10:55:33 2025-13-01 2025-00-01 2025-02-29
    2024-02-29 1900-02-29 2000-02-29 2025-04-31 2025-01-00 2025-01-32 0000-01-01 0000-12-31T23:59:59Z 0001-01-01 9999-12-31T23:59:59Z
    2025/05/16 20250516 2025-5-16 2025-05-1 2O25-05-16 2025-o5-16 2025-05-o6 202５-05-16 2025-05-16Z 2025-05-16T10:55:33Zx
    12025-05-16 -025-05-16 1747392933 1747392933.101 1747392933101 -1 +1 1.5 1.5e3 1.5e .5 5. -.5 +.5 . -. 1e5 1e10 20000000001.5
    253402300800000 99999999999999999 9223372036854775807 9223372036854775808 -9223372036854775808 -9223372036854775809
    99999999999999999999.5 99999999999999999999 0.1e20 1.0e14 -62167219200000 -62167219200001 -62135596800001 0000000000
    00000000000000000000000001 1234567890 12345-7890 2025-05-16T10:55:33.101000+05:30 NaN nan inf 1.inf 1_0.5 1._5""".split()
TIMES += ["2025-05-16 10:55:33", " 2025-05-16", "2025-05-16 ", "2025-05-16T10:55:33 Z", "2025-05-16T10:55:33 +01:00", "2025-05-1６"]


def policies():
    """Whole policies: the published page's and the vendor's clients'."""
    page = {
        "name": "string", "description": "string",
        "allowed_topics": {"enabled": False, "topics": []}, "banned_topics": {"enabled": False, "topics": []},
        "keywords": {"enabled": False, "keywords": []},
        "toxicity_check": {"enabled": True, "threshold": 1}, "prompt_injection": {"enabled": True, "threshold": 1},
        "secrets_detection": {"enabled": True, "action": "mask"},
        "pii_detection": {"enabled": True, "types": {}, "custom_pii": [{"label": "string", "replacement": "string", "action": "redact"}]},
        "user_id": "string", "created_at": "2025-05-16T10:55:33.101Z", "updated_at": "2025-05-16T10:55:33.101Z",
    }
    client = {
        "name": "Client", "description": "",
        "allowed_topics": {"enabled": True, "topics": [{"name": "billing"}, {"name": "shipping"}]},
        "banned_topics": {"enabled": True, "topics": [{"name": "politics"}]},
        "keywords": {"enabled": True, "keywords": [
            {"keyword": "lawsuit", "action": "block", "replacement": ""},
            {"keyword": "case [0-9]+", "action": "redact", "replacement": "[CASE]", "pattern_type": "regex"}]},
        "toxicity_check": {"enabled": True, "threshold": 0.4}, "prompt_injection": {"enabled": True, "threshold": 0.3},
        "secrets_detection": {"enabled": False, "action": "disabled"},
        "pii_detection": {"enabled": True, "types": {"EMAIL_ADDRESS": "redact", "US_SSN": "block", "URL": "disabled"}, "custom_pii": ["Heron", "Falcon"]},
        "nsfw_check": {"enabled": False, "threshold": 0.8},
    }
    words = {
        "name": "Texts", "allowed_topics": None, "banned_topics": {"enabled": True, "topics": ["politics", " sports"]},
        "keywords": {"enabled": True, "keywords": ["one", "two", "three"]}, "toxicity_check": {},
        "pii_detection": {"types": {"PERSON": "mask"}, "custom_pii": []}, "_id": "682717f5c0ffee0123456789",
    }
    return [page, client, words, {"name": "Small"}]


def places(value, path=()):
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*path, index))


def put(value, path, new):
    if not path:
        return new
    value = dict(value) if isinstance(value, dict) else list(value)
    value[path[0]] = put(value[path[0]], path[1:], new)
    return value


def at(value, path):
    for step in path:
        value = value[step]
    return value


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def any(self, depth=0):
        pick = self.random.random()
        choice = self.random.choice
        if pick < 0.25:
            return Raw(choice(NUMBERS))
        if pick < 0.45:
            return choice(WORDS)
        if pick < 0.60:
            return choice(TIMES)
        if pick < 0.70:
            return choice([None, True, False])
        if pick < 0.73:
            return Raw(choice(BROKEN))
        if pick < 0.78:
            return self.number()
        if depth > 2:
            return "deep"
        if pick < 0.88:
            return [self.any(depth + 1) for _ in range(self.random.randrange(4))]
        keys = ["name", "keyword", "label", "enabled", "topics", "action", "replacement", "threshold", "types", *WORDS]
        return {choice(keys): self.any(depth + 1) for _ in range(self.random.randrange(4))}

    def number(self):
        digits = "".join(self.random.choice("0123456789") for _ in range(self.random.randrange(1, 22)))
        text = str(int(digits)) + (("." + digits[: self.random.randrange(1, 18)]) if self.random.random() < 0.5 else "")
        if self.random.random() < 0.4:
            text += self.random.choice("eE") + self.random.choice(["", "+", "-"]) + str(self.random.randrange(30))
        text = self.random.choice(["", "-"]) + text
        return Raw(text) if self.random.random() < 0.7 else text

    def moment(self):
        """A time with a few characters changed."""
        text = list(self.random.choice(TIMES))
        for _ in range(self.random.randrange(1, 4)):
            spot = self.random.randrange(len(text) + 1)
            text[spot : spot + self.random.randrange(2)] = self.random.choice("0123456789-+:.TZ _,x５")
        return "".join(text)

    def change(self, policy):
        kind = self.random.random()
        if kind < 0.15:
            names = [path for path in places(policy) if path and path[-1] in ("created_at", "updated_at")]
            if names:
                return put(policy, self.random.choice(names), self.moment())
            return {**policy, "created_at": self.moment()}
        path = self.random.choice(list(places(policy)))
        if kind < 0.70:
            return put(policy, path, self.any())
        found = at(policy, path)
        if isinstance(found, dict) and kind < 0.85:
            new = dict(found)
            if new and self.random.random() < 0.6:
                new.pop(self.random.choice(list(new)))
            else:
                new[self.random.choice([*WORDS, "extra", "threshold", "enabled", "topics"])] = self.any()
            return put(policy, path, new)
        if isinstance(found, list):
            new = list(found)
            new.insert(self.random.randrange(len(new) + 1), self.any())
            return put(policy, path, new)
        return put(policy, path, self.any())

    def write(self, value):
        """JSON text with free spacing, escapes and now and then a key twice."""
        if isinstance(value, Raw):
            return str(value)
        space = self.random.choice(["", "", "", " ", "\n", "\t\r "])
        if isinstance(value, dict):
            members = [f"{space}{self.write(key)}{space}:{space}{self.write(item)}" for key, item in value.items()]
            if members and self.random.random() < 0.04:
                twice = self.random.choice(list(value))
                members.insert(self.random.randrange(len(members) + 1), f"{self.write(twice)}:{self.write(self.any())}")
            return "{" + ",".join(members) + space + "}"
        if isinstance(value, list):
            return "[" + ",".join(space + self.write(item) for item in value) + space + "]"
        return json.dumps(value, ensure_ascii=self.random.random() < 0.5)

    def spoil(self, text):
        """A text that is perhaps no JSON any more."""
        pieces = ["\\", "\\u12", "\\ud83d\\u00e9", "\\ud83d\\ude00", "\\ud83d\\uzzzz", '"', ",", "}", "]", "{", "[", ":", "\x01", "-", "1.", "1e", "01", "nul",
                  "NaN", "-Infinity", "tru", "'", "//", "\ufeff", "\u00a0", "é", "😀", "\\x", "\\ud800", ",}", ",]", "{}", "\n", "Infinit", "-N", ".5", "+1", "1.e5", "1e+"]
        for _ in range(self.random.randrange(1, 3)):
            spot = self.random.randrange(len(text) + 1)
            if self.random.random() < 0.4:
                text = text[:spot]
            else:
                text = text[:spot] + self.random.choice(pieces) + text[spot + self.random.randrange(3) :]
        return text

    def payload(self):
        policy = self.random.choice(policies())
        for _ in range(self.random.choice([1, 1, 1, 2, 2, 3, 6])):
            policy = self.change(policy) if isinstance(policy, dict) else policy
        if self.random.random() < 0.02:
            depth = self.random.choice([10, 63, 64, 65, 100, 400, 1000, 1001, 2000])
            deep = Raw("[" * depth + "]" * depth)
            policy = put(policy, self.random.choice(list(places(policy))), deep) if isinstance(policy, dict) else deep
        text = self.write(policy)
        if self.random.random() < 0.03:
            text = self.random.choice(["\ufeff", " \n", ""]) + text + self.random.choice(["", " ", "\n", " x", "{}"])
        return self.spoil(text) if self.random.random() < 0.2 else text


def fixed():
    """Every kind of value in every place of every policy, and texts that are nothing much."""
    write = Generator(0).write
    values = [None, True, 5, 1.5, "x", "", [], ["x"], [5], [None], [{}], {}, {"x": 1}, {"name": 5}]
    for policy in policies():
        for path in places(policy):
            for value in values:
                yield json.dumps(put(policy, path, value))
        for path in places(policy):
            if path:
                parent = at(policy, path[:-1])
                if isinstance(parent, dict):
                    yield json.dumps(put(policy, path[:-1], {key: value for key, value in parent.items() if key != path[-1]}))
    for spot in [("toxicity_check", "enabled"), ("toxicity_check", "threshold"), ("secrets_detection", "action"), ("created_at",), ("name",), ("pii_detection", "types")]:
        for value in [*map(Raw, NUMBERS), *map(Raw, BROKEN), *WORDS, *TIMES]:
            payload = value
            for key in reversed(spot):
                payload = {key: payload}
            yield write({"name": "a", **payload})
    yield from ["", " ", "{", "}", "[", "]", '"', "\\", "-", "nul", "null", "{}", "[]", "{}{}", '{"a"', '{"a":', '{"a":1', '{"a":1,', "[1", "[1,", "[1 2]", "{1:2}"]
    yield from ["\ufeff", "\ufeff{}", "\ufeff\ufeff{}", "9" * 4300, "9" * 4301, "-" + "9" * 4301, "1" * 5000 + ".5", "[" * 1000, "[" * 2000, "é", "😀{"]


async def ask(text):
    """One request, without a network."""
    body, sent = text.encode("utf-8", "surrogatepass"), []
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "path": "/v1/rai/policies", "raw_path": b"/v1/rai/policies",
        "query_string": b"", "root_path": "", "scheme": "http", "headers": [(b"content-type", b"application/json")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        sent.append(message)

    try:
        await app(scope, receive, send)
    except Exception:  # noqa: BLE001
        return 500, ""
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:]).decode()


def ours(texts, binary):
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    run = subprocess.run([binary], input=lines, capture_output=True, encoding="utf-8", check=True)
    return [json.loads(line) for line in run.stdout.split("\n") if line]


def differs(text, theirs, refused, answer):
    status, body = theirs
    if status == 200:
        return "it accepts" if answer else None
    if answer is None:
        return "no answer"
    if not refused:
        return "no error here"
    if status == 500:
        items = json.loads(answer[1])["detail"]
        return None if answer[0] == 422 and items and all("input" not in item for item in items) else "not our diagnostics"
    return None if [status, body] == answer else "another answer"


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--binary", default="target/debug/examples/lyzr_answers")
    parser.add_argument("--record", help="write cases for the tests to this file, at most one of each sort")
    options = parser.parse_args()
    generator = Generator(options.seed)
    texts = [*dict.fromkeys([*fixed(), *(generator.payload() for _ in range(options.count))])]
    answers = ours(texts, options.binary)
    differences, statuses, recorded, sorts = 0, {}, [], set()
    for text, (refused, answer) in zip(texts, answers, strict=True):
        theirs = await ask(text)
        statuses[theirs[0]] = statuses.get(theirs[0], 0) + 1
        if why := differs(text, theirs, refused, answer):
            differences += 1
            if differences <= 20:
                print(f"{why}\n  text   {text[:300]!r}\n  theirs {theirs[0]} {theirs[1][:500]}\n  ours   {str(answer)[:500]}\n")
        record(text, theirs, sorts, recorded)
    print(f"{len(texts)} payloads, {differences} differences; answers by status: {statuses}")
    if options.record:
        Path(options.record).write_text("".join(line + "\n" for line in recorded))
    return 1 if differences else 0


def record(text, theirs, sorts, recorded):
    """Keeps a text when an item of its answer is of a sort that is not kept yet."""
    status, body = theirs
    if len(text) + len(body) > 700:
        return
    items = json.loads(body)["detail"] if status == 422 else [status]
    new = set()
    for item in items:
        if isinstance(item, dict):
            loc = [step if isinstance(step, str) else 0 for step in item["loc"]]
            name = [item["type"], *loc, type(item["input"]).__name__, item.get("ctx", {}).get("error")]
        else:
            name = [item]
        new.add(json.dumps(name))
    if status == 422 and not new <= sorts or status != 422 and len([line for line in recorded if f'"status": {status},' in line]) < 12:
        sorts |= new
        recorded.append(json.dumps({"status": status, "payload": text, "body": body if status in (400, 422) else None}))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
