"""Trains ``persons.crf``, the second opinion on people, and prints its SHA-256: ``python data/models/train.py FOLDER``.

FOLDER holds ``train.txt`` and ``dev.txt`` of idner-news-2k (github.com/khairunnisaor/idner-news-2k, MIT), a word, its
part of speech and its tag a line. The same word lists and the same sentences give the same bytes.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pycrfsuite

from kpugraph.language import Language, load
from kpugraph.mentions.bodies import BodyReader
from kpugraph.mentions.items import Item, scan
from kpugraph.mentions.roles import RoleReader
from kpugraph.mentions.tagger import features
from kpugraph.text import tokenize

SETTINGS = {"c1": 0.3, "c2": 0.05, "max_iterations": 100, "feature.minfreq": 2}


def sentences(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """(words, tags) of each sentence."""
    for block in path.read_text("utf-8").split("\n\n"):
        rows = [line.split(" ") for line in block.splitlines() if line.strip()]
        if rows:
            yield [row[0] for row in rows], [row[-1] for row in rows]


def example(words: list[str], tags: list[str], language: Language) -> tuple[list[Item], list[str]]:
    """The sentence as the readers of bodies and roles leave it, with a tag for each item."""
    text = " ".join(words)
    starts: dict[int, str] = {}
    at = 0
    for word, tag in zip(words, tags, strict=True):
        for offset in range(len(word)):
            starts[at + offset] = tag if offset == 0 or not tag.startswith("B-") else "I-" + tag[2:]
        at += len(word) + 1
    bodies = BodyReader(language, None)
    items = RoleReader(language, None, bodies, text).read(bodies.read(scan(tokenize(text), text, language)))
    return items, [tag if (tag := starts[item.start]).endswith("PER") else "O" for item in items]


def train(folder: Path, target: Path) -> str:
    """Trains on ``folder``'s sentences, writes ``target`` and gives its SHA-256."""
    language = load()
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(SETTINGS)
    for name in ("train.txt", "dev.txt"):
        for words, tags in sentences(folder / name):
            items, labels = example(words, tags, language)
            trainer.append(features(items, language), labels)
    trainer.train(str(target))
    return hashlib.sha256(target.read_bytes()).hexdigest()


if __name__ == "__main__":
    print(train(Path(sys.argv[1]), Path(__file__).parent / "persons.crf"))
