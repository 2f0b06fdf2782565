"""Writes 50,000 questions by seeded variation, and says how long scikit-learn takes to group them.

usage: gaps.py OUT.csv [QUESTIONS.csv]   the first column of QUESTIONS holds questions; else the hand-labelled ones of the tests
"""

import csv
import random
import sys
import time
from pathlib import Path

from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer

COUNT = 50_000
FILLERS = ["please", "now", "today", "again", "with my phone", "in the app", "since monday", "for my wife", "abroad", "quickly"]
OWN = Path(__file__).parent.parent / "tests/fixtures/gaps/japanese.csv"


def varied(question: str, chance: random.Random) -> str:
    """The question with a word left out, a word put in and two letters swapped, each now and then."""
    words = question.split()
    if len(words) > 4 and chance.random() < 0.6:
        words.pop(chance.randrange(len(words)))
    if chance.random() < 0.6:
        words.insert(chance.randrange(len(words) + 1), chance.choice(FILLERS))
    if chance.random() < 0.3:
        at = chance.randrange(len(words))
        word = words[at]
        if len(word) > 3:
            swap = chance.randrange(len(word) - 1)
            words[at] = word[:swap] + word[swap + 1] + word[swap] + word[swap + 2 :]
    return " ".join(words)


def main(out: str, source: Path) -> None:
    with source.open(encoding="utf-8") as file:
        bases = [row[0] for row in csv.reader(file)][1:]
    chance = random.Random(7)
    questions = [varied(chance.choice(bases), chance) for _ in range(COUNT)]
    with open(out, "w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["conversation_id", "started_at", "user_turns", "missing_answer", "question"])
        for at, question in enumerate(questions):
            lines.writerow([f"c{at}", f"2026-03-{at % 28 + 1:02d}T10:00:00Z", 2, "true", question])
    seconds = []
    for seed in range(3):
        start = time.perf_counter()
        KMeans(77, random_state=seed).fit_predict(TfidfVectorizer().fit_transform(questions))
        seconds.append(time.perf_counter() - start)
    print(f"scikit_learn_seconds {sorted(seconds)[1]:.2f}")


main(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else OWN)
