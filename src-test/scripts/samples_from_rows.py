#!/usr/bin/env python3
"""Maps rows of local training files to samples, one JSON object a line, on standard output.

Rows have id, source, prompt and response; answer_idx makes a letter reference, options go along,
and domain chooses the track: exam questions with a gold letter are verified (synthetic_qa), other
medical rows are public_medical, and the rest has to pass the domain gate (r1_trace).

usage: samples_from_rows.py FILE.jsonl[.gz] ... > samples.jsonl
"""
import gzip
import json
import sys

THINK_END = "</think>"


def track(row):
    if row.get("answer_idx"):
        return "synthetic_qa"
    return "public_medical" if row.get("domain") == "medical" else "r1_trace"


def sample(row):
    response = row["response"]
    reasoning = None
    if THINK_END in response:
        reasoning, response = response.split(THINK_END, 1)
        reasoning = reasoning.replace("<think>", "", 1).strip()
    mapped = {
        "id": row["id"],
        "source": row["source"],
        "track": track(row),
        "prompt": row["prompt"],
        "response": response.strip(),
    }
    if reasoning:
        mapped["reasoning"] = reasoning
    if row.get("answer_idx"):
        mapped["reference"] = {"kind": "letter", "value": row["answer_idx"]}
        mapped["options"] = row["options"]
    if row.get("model"):
        mapped["generator"] = row["model"]
    return mapped


def main(files):
    for name in files:
        opener = gzip.open if name.endswith(".gz") else open
        with opener(name, "rt", encoding="utf-8") as rows:
            for line in rows:
                print(json.dumps(sample(json.loads(line)), ensure_ascii=False))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
