"""How alike two texts are: Jaro-Winkler's measure and Jaccard's, of their UTF-8 bytes."""

from __future__ import annotations

import unicodedata


def key(text: str) -> str:
    """Return a name as it is compared: half-width, small letters, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def likeness(one: str, other: str) -> float:
    """Return the greater of the two measures, 0 to 1."""
    a, b = key(one).encode(), key(other).encode()
    return max(jaro_winkler(a, b), len(set(a) & set(b)) / len(set(a) | set(b)))


def jaro(one: bytes, other: bytes) -> float:
    """Return how many bytes match within half the longer text, less those out of order."""
    reach = max(0, max(len(one), len(other)) // 2 - 1)
    free, met = list(range(len(other))), []
    for i, byte in enumerate(one):
        found = next((j for j in free if abs(i - j) <= reach and other[j] == byte), None)
        if found is not None:
            free.remove(found)
            met.append((byte, found))
    if not met:
        return 0.0
    in_order = [other[j] for _, j in sorted(met, key=lambda pair: pair[1])]
    swapped = sum(byte != there for (byte, _), there in zip(met, in_order, strict=True)) // 2
    count = len(met)
    return (count / len(one) + count / len(other) + (count - swapped) / count) / 3


def jaro_winkler(one: bytes, other: bytes) -> float:
    """Return Jaro's measure, raised by up to four bytes that both begin with."""
    measure, shared = jaro(one, other), 0
    for a, b in zip(one[:4], other[:4], strict=False):
        if a != b:
            break
        shared += 1
    return measure + 0.1 * shared * (1 - measure) if measure > 0.7 else measure
