#!/usr/bin/env python3
"""Recounts an export from the rows it was made of, without any code of Medsift.

    recount_export.py EXPORT_DIR ACCEPTED_JSONL [REJECTED_JSONL]

Reads accepted.jsonl (and rejected.jsonl) of a run, counts what statistics.json of the export says,
compares, and prints each figure that differs. Where the export is JSON Lines, its rows are compared
with the accepted rows too: the same rows, in the order of timestamp, partition and offset. Knows
nothing of filters: the export must have been made without --license-filter and --recipe. Exit code
0 if all agrees, 1 if not. Needs Python 3.8 and nothing else.
"""

import collections
import glob
import hashlib
import json
import os
import re
import sys

NONE = "(none)"

# What Java takes for white space; Python strips no-break spaces as well.
SPACE = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008"
    "\u2009\u200a\u2028\u2029\u205f\u3000")


def rows_of(path):
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def language(text):
    latin = han = kana = hangul = 0
    for character in text:
        code = ord(character)
        if 65 <= code <= 90 or 97 <= code <= 122 or 0xC0 <= code <= 0x24F:
            latin += 1
        elif 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x2FA1F:
            han += 1
        elif 0x3041 <= code <= 0x30FF:
            kana += 1
        elif 0xAC00 <= code <= 0xD7A3:
            hangul += 1
    letters = latin + han + kana + hangul
    if letters == 0:
        return "und"
    if hangul / letters >= 0.2:
        return "ko"
    if (han + kana) / letters >= 0.2:
        return "ja" if kana / (han + kana) >= 0.1 else "zh"
    return "en"


def question_of(row, sample):
    """Rejected rows have no column for it: the prompt, with the options that it does not list."""
    prompt, options = sample["prompt"], sample.get("options") or {}
    if "question" in row or not options:
        return row.get("question", prompt)
    lines = [line.strip().lower() for line in re.split("\r\n|\r|\n", prompt)]

    def is_listed(letter, text):
        bare = [line[1:] if line.startswith("(") else line for line in lines]
        return any(line.startswith(letter.strip().lower()) and line.endswith(text.strip().lower())
                   for line in bare)

    if all(is_listed(letter, text) for letter, text in options.items()):
        return prompt
    return prompt.strip() + "\n" + "".join("\n%s. %s" % option for option in options.items())


def completion_of(row, sample):
    """The last turn where the model wrote it; rejected rows have no messages, so it is put together."""
    if "messages" in row:
        last = row["messages"][-1]
        return last["content"] if last["role"] == "assistant" else None
    if sample.get("response") is None:
        return None
    trace = sample.get("reasoning")
    if trace is None or not trace.strip():
        return sample["response"]
    return "<think>\n" + trace.strip(SPACE) + "\n</think>\n\n" + sample["response"]


def trace_of(completion):
    if completion is None or "</think>" not in completion:
        return None
    trace = completion.split("</think>", 1)[0]
    if trace.startswith("<think>"):
        trace = trace[len("<think>"):]
    return trace.strip(SPACE)


class Lengths:
    def __init__(self):
        self.lengths = []

    def add(self, text):
        if text is not None:
            self.lengths.append(len(text))

    def figures(self):
        bins = collections.Counter()
        for length in self.lengths:
            bins[str(0 if length == 0 else 1 << (length.bit_length() - 1))] += 1
        return {
            "rows": len(self.lengths),
            "total": sum(self.lengths),
            "shortest": min(self.lengths, default=0),
            "longest": max(self.lengths, default=0),
            "histogram": dict(bins),
        }


def count(rows):
    counts = collections.defaultdict(collections.Counter)
    groups = collections.defaultdict(collections.Counter)
    lengths = collections.defaultdict(Lengths)
    total = 0
    for row in rows:
        sample, verdict = row["sample"], row["verdict"]
        question = question_of(row, sample)
        total += 1
        groups[sample["track"]][sample["source"]] += 1
        counts["sources"][sample["source"]] += 1
        counts["licenses"][sample.get("license") or NONE] += 1
        counts["generators"][row.get("model", sample.get("generator")) or NONE] += 1
        counts["languages"][language(question)] += 1
        counts["recipes"][verdict["recipe"]["name"] + " " + verdict["recipe"]["hash"]] += 1
        for name, fingerprint in verdict["artifacts"].items():
            counts["artifacts"][name + " " + fingerprint] += 1
        if sample.get("label") is not None:
            counts["labels"][sample["label"]] += 1
        judge = (sample.get("annotations") or {}).get("judge")
        if judge:
            counts["judge_scores"][str(int(judge["score"]))] += 1
        if "reason" in verdict:
            counts["reasons"][verdict["reason"]] += 1
        evidence = verdict.get("evidence") or {}
        if evidence.get("kind") in ("shared_ngram", "fuzzy_match", "containment", "alignment", "semantic_match"):
            if evidence.get("benchmark") is not None:
                counts["evaluation_sets"][evidence["benchmark"]] += 1
        if sample.get("generation") is not None:
            counts["models"]["generator " + (sample.get("generator") or NONE)] += 1
        for role in ("judge", "equivalence", "leak"):
            asked = (sample.get("annotations") or {}).get(role)
            if asked is not None and asked.get("items") != []:
                counts["models"][role + " " + (asked.get("model") or NONE)] += 1
        found = verdict["findings"] + ([verdict["evidence"]] if "evidence" in verdict else [])
        for label in {one["label"] for one in found if one["kind"] == "domain"}:
            counts["domains"][label] += 1
        completion = completion_of(row, sample)
        lengths["question"].add(question)
        lengths["completion"].add(completion)
        lengths["trace"].add(trace_of(completion))
    names = ("sources", "licenses", "generators", "labels", "domains", "languages", "judge_scores",
             "reasons", "evaluation_sets", "models", "recipes", "artifacts")
    figures = {name: dict(counts[name]) for name in names}
    figures["rows"] = total
    figures["groups"] = {group: dict(sources) for group, sources in groups.items()}
    figures["lengths"] = {
        name: lengths[name].figures() for name in ("question", "completion", "trace")}
    return figures


def differences(path, counted, stated):
    if isinstance(counted, dict) and isinstance(stated, dict):
        for key in sorted(counted.keys() | stated.keys()):
            yield from differences(path + "." + key, counted.get(key), stated.get(key))
    elif counted != stated:
        yield "%s: counted %s, stated %s" % (path, counted, stated)


def rank_order(rows):
    """Timestamp raised along the offsets of each partition, then partition, then offset."""
    by_partition = collections.defaultdict(list)
    for row in rows:
        position = row["verdict"]["position"]
        by_partition[(position["topic"], position["partition"])].append(row)
    ranked = []
    for partition, members in by_partition.items():
        highest = None
        for row in sorted(members, key=lambda one: one["verdict"]["position"]["offset"]):
            time = row["verdict"]["timestamp"]
            highest = time if highest is None else max(highest, time)
            ranked.append(((highest, partition, row["verdict"]["position"]["offset"]), row))
    return [row for _, row in sorted(ranked, key=lambda one: one[0])]


def exported_rows(directory, subset):
    for path in sorted(glob.glob(os.path.join(directory, subset, "train-*.jsonl"))):
        yield from rows_of(path)


def compare_rows(directory, accepted):
    """Rows of the default configuration with the rows they were made of, one by one."""
    for kind in ("rl", "other"):
        subset = "rl" if kind == "rl" else "data"
        expected = rank_order(
            row for row in accepted if (row["sample"]["track"] == "rl") == (kind == "rl"))
        if kind == "rl" and not os.path.isdir(os.path.join(directory, "rl")):
            continue
        exported = list(exported_rows(directory, subset))
        if len(exported) != len(expected):
            yield "%s: %d rows, expected %d" % (subset, len(exported), len(expected))
        for number, (got, row) in enumerate(zip(exported, expected)):
            if kind == "rl":
                wanted = {"label": row["sample"].get("label")}
            else:
                wanted = {key: row.get(key) for key in ("model", "question", "problem", "messages")}
            for key, value in wanted.items():
                if got.get(key) != value:
                    yield "%s row %d, %s: %r, expected %r" % (subset, number, key, got.get(key), value)


def compare_files(directory):
    with open(os.path.join(directory, "manifest.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    listed = {shard["file"] for shard in manifest["shards"]}
    for shard in manifest["shards"]:
        with open(os.path.join(directory, shard["file"]), "rb") as file:
            if hashlib.sha256(file.read()).hexdigest() != shard["sha256"]:
                yield "%s: not the checksum of the manifest" % shard["file"]
    for path in glob.glob(os.path.join(directory, "*", "train-*")):
        name = os.path.relpath(path, directory).replace(os.sep, "/")
        if name not in listed:
            yield "%s: not in the manifest" % name


def main(arguments):
    if len(arguments) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    directory = arguments[0]
    with open(os.path.join(directory, "statistics.json"), encoding="utf-8") as file:
        stated = json.load(file)
    accepted = list(rows_of(arguments[1]))
    problems = list(differences("accepted", count(accepted), stated["accepted"]))
    if len(arguments) == 3:
        problems += differences("rejected", count(rows_of(arguments[2])), stated["rejected"])
    problems += compare_files(directory)
    if glob.glob(os.path.join(directory, "data", "*.jsonl")):
        problems += compare_rows(directory, accepted)
    for problem in problems:
        print(problem)
    if not problems:
        print("%d accepted rows: every figure and file agrees" % len(accepted))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
