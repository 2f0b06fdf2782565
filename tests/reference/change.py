"""Last complete period minus the one before (METRICS section 6): intervals, verdicts, mix."""

from datetime import timedelta

from intervals import benjamini_hochberg, newcombe, pooled_p, weeks_needed
from metrics import METRICS, Scope

SUPPORT = ["deflection_rate", "resolution_rate", "fallback_rate", "handoff_rate", "csat"]
LEAD = ["engagement_rate", "chat_to_lead", "lead_quality_rate", "qualified_booking_rate"]
ROLLING = ("csat", "lead_quality_rate", "qualified_booking_rate")
CHANGE_IDS = METRICS[:10] + ["chat_to_lead"] + METRICS[10:]


class Periods:
    """The two periods of each metric: one week each, or four for the rolling ones."""

    def __init__(self, weeks, facts, maturity_of):
        """`weeks`: (first, last, complete) in order; `maturity_of`: metric -> (days, horizon) for those with pending."""
        self.found = {}
        for name in CHANGE_IDS:
            complete = [(first, last) for first, last, complete in weeks if complete and self._mature(last, maturity_of.get(name), facts)]
            length = 4 if name in ROLLING else 1
            if len(complete) >= 2 * length:
                before, after = complete[-2 * length:-length], complete[-length:]
                self.found[name] = ((before[0][0], before[-1][1]), (after[0][0], after[-1][1]), length)

    @staticmethod
    def _mature(last, rule, facts):
        if rule is None:
            return True
        micros, horizon = rule
        return horizon is not None and facts.day_start(last + timedelta(days=1)) + micros <= horizon

    def scopes(self, dimension, value, intents):
        ranges = {dates for before, after, _ in self.found.values() for dates in (before, after)}
        return [Scope(dimension, value, *dates, intent) for dates in ranges for intent in [None, *intents]]


def pick(metrics, scope, name):
    if name == "chat_to_lead":
        return metrics.chat_to_lead(metrics.counts[scope.name])
    return metrics.evaluate(scope)[name]


def change(metrics, periods, dimension, value, intents):
    """The change of every metric that has a value before and after."""
    rules, found, tested = metrics.rules, {}, {"support": {}, "lead": {}}
    boards = {"support": [name for name in SUPPORT if name != "fallback_rate" or rules["fallback_basis"] == "sessions"], "lead": LEAD}
    for name, (before, after, length) in periods.found.items():
        old, new = (pick(metrics, Scope(dimension, value, *dates), name) for dates in (before, after))
        if old["value"] is None or new["value"] is None:
            continue
        entry = {"from": old["value"], "to": new["value"], "delta": new["value"] - old["value"], "interval": None, "verdict": None,
                 "weeks_needed": None, "rate_effect": None, "mix_effect": None, "reversal": None}
        found[name] = entry
        board = next((board for board, names in boards.items() if name in names), None)
        if board is None:
            continue
        counts = (old["numerator"], old["denominator"], new["numerator"], new["denominator"])
        entry["interval"] = newcombe(*counts)
        if min(old["n"], new["n"]) < rules["min_n"]:
            entry["verdict"] = "too few"
        else:
            tested[board][name] = (pooled_p(*counts), (old["n"] + new["n"]) / (2 * length))
        if name != "engagement_rate":
            mix(metrics, entry, name, dimension, value, before, after, intents)
    for names in tested.values():
        real = benjamini_hochberg({name: p for name, (p, _) in names.items()})
        for name, (_, weekly_n) in names.items():
            entry = found[name]
            entry["verdict"] = "real" if name in real else "noise"
            if name not in real:
                entry["weeks_needed"] = weeks_needed(entry["from"], entry["to"], weekly_n)
    return {name: found[name] for name in CHANGE_IDS if name in found}


def mix(metrics, entry, name, dimension, value, before, after, intents):
    """Splits a change by intent; the two effects add up to it."""
    if entry["delta"] == 0:
        return
    pairs = [[pick(metrics, Scope(dimension, value, *dates, intent), name) for dates in (before, after)] for intent in intents]
    totals = [sum(pair[side]["denominator"] or 0 for pair in pairs) for side in (0, 1)]
    rate_effect = mix_effect = 0.0
    both = against = 0
    for old, new in pairs:
        rates = [old["value"], new["value"]]
        weights = [(side["denominator"] or 0) / total for side, total in zip((old, new), totals)]
        if rates == [None, None]:
            continue
        if None not in rates:
            both += 1
            against += (rates[1] - rates[0]) * entry["delta"] < 0
        first, last = (rates[0] if rates[0] is not None else rates[1]), (rates[1] if rates[1] is not None else rates[0])
        rate_effect += sum(weights) / 2 * (last - first)
        mix_effect += (first + last) / 2 * (weights[1] - weights[0])
    entry.update(rate_effect=rate_effect, mix_effect=mix_effect, reversal=against * 2 > both)
