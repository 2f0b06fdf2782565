"""Intervals and tests of METRICS section 6 in plain Python."""

import math

Z = 1.959963984540054


def wilson(count, n):
    if n == 0:
        return None
    p, zz = count / n, Z * Z
    centre = p + zz / (2 * n)
    half = Z * math.sqrt(p * (1 - p) / n + zz / (4 * n * n))
    return [max(0.0, (centre - half) / (1 + zz / n)), min(1.0, (centre + half) / (1 + zz / n))]


def newcombe(count1, n1, count2, n2):
    """Of p2 - p1, by the hybrid of the two Wilson intervals."""
    p1, p2 = count1 / n1, count2 / n2
    (low1, high1), (low2, high2) = wilson(count1, n1), wilson(count2, n2)
    d = p2 - p1
    return [d - math.hypot(p2 - low2, high1 - p1), d + math.hypot(high2 - p2, p1 - low1)]


def median(values):
    if not values:
        return None
    ordered, n = sorted(values), len(values)
    return ordered[n // 2] if n % 2 else (ordered[n // 2 - 1] + ordered[n // 2]) / 2


def median_interval(values):
    """[x(l), x(n+1-l)], l the largest with P(Bin(n, 1/2) <= l - 1) <= 0.025, in whole numbers."""
    n = len(values)
    if n < 6:
        return None
    ordered, rank, tail, term = sorted(values), 0, 0, 1
    while True:
        tail += term
        if tail * 1000 > 25 * 2**n:
            break
        rank += 1
        term = term * (n - rank + 1) // rank
    return [ordered[rank - 1], ordered[n - rank]]


def ratio_interval(pairs):
    """Of sum(y) / sum(x) over (y, x)."""
    n, total = len(pairs), math.fsum(x for _, x in pairs)
    if n < 2 or total == 0:
        return None
    ratio = math.fsum(y for y, _ in pairs) / total
    se = math.sqrt(n / (n - 1) * math.fsum((y - ratio * x) ** 2 for y, x in pairs)) / total
    return [max(0.0, ratio - Z * se), ratio + Z * se]


def money_interval(total, amounts, n):
    """Total +- z sqrt(n) sd over n persons, of whom those not in `amounts` have 0."""
    if n < 2:
        return None
    mean = math.fsum(amounts) / n
    squares = math.fsum((y - mean) ** 2 for y in amounts) + (n - len(amounts)) * mean * mean
    half = Z * math.sqrt(n) * math.sqrt(squares / (n - 1))
    low = total - half
    return [max(0.0, low) if total >= 0 else low, total + half]


def pooled_p(count1, n1, count2, n2):
    """Two-sided p of the pooled two-proportion z test."""
    p = (count1 + count2) / (n1 + n2)
    se = math.sqrt(p * (1 - p) * (1 / n1 + 1 / n2))
    if se == 0:
        return 1.0
    return math.erfc(abs(count2 / n2 - count1 / n1) / se / math.sqrt(2))


def benjamini_hochberg(p_values, level=0.05):
    """Which of the named p values pass."""
    ranked = sorted(p_values.items(), key=lambda item: item[1])
    passing = 0
    for rank, (_, p) in enumerate(ranked, 1):
        if p <= level * rank / len(ranked):
            passing = rank
    return {name for name, _ in ranked[:passing]}


def weeks_needed(p1, p2, weekly_n):
    if p1 == p2:
        return None
    q = (p1 + p2) / 2
    m = (1.959964 * math.sqrt(2 * q * (1 - q)) + 0.841621 * math.sqrt(p1 * (1 - p1) + p2 * (1 - p2))) ** 2 / (p1 - p2) ** 2
    return math.ceil(m / weekly_n)
