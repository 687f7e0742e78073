"""How two programs' readings of one document compare: words lost, added, out of order and glued."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass


def words_of(text: str) -> list[str]:
    """The words of a text: letters and digits, composed and in lower case; soft hyphens and line-end hyphens undone."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    text = re.sub(r"(?<=\w)-\s*\n\s*(?=[a-z])", "", text)
    # Chinese, Japanese and Thai write no blanks: there each letter counts as a word.
    return re.findall(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\W_\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+", text.casefold())


@dataclass
class Comparison:
    """`ours` against `theirs`, each figure from 0 to 1."""

    count: int
    recall: float
    precision: float
    order: float
    glued: list[str]
    lost: list[str]


def compare(ours: list[str], theirs: list[str]) -> Comparison:
    """Order is the share of our neighbours, of words that both have, that are neighbours in theirs too."""
    mine, judge = Counter(ours), Counter(theirs)
    both = sum((mine & judge).values())
    pairs = [(a, b) for a, b in zip(ours, ours[1:]) if a in judge and b in judge]
    judged = Counter(zip(theirs, theirs[1:]))
    kept = sum((Counter(pairs) & judged).values())
    couples = {a + b for a, b in judged}
    glued = [word for word in mine if word not in judge and word in couples]
    return Comparison(
        count=len(theirs),
        recall=both / len(theirs) if theirs else 1.0,
        precision=both / len(ours) if ours else 1.0,
        order=kept / len(pairs) if pairs else 1.0,
        glued=glued,
        lost=list((judge - mine).elements()),
    )
