"""The fifteen metrics of a scope, its definitions, funnel and money (METRICS sections 4, 5 and 7), from counts made in SQL."""

import calendar
import math

from facts import days_between
from intervals import Z, median, median_interval, money_interval, ratio_interval, wilson

METRICS = ["engagement_rate", "goal_completion_rate", "deflection_rate", "resolution_rate", "fallback_rate", "handoff_rate",
           "session_length", "first_useful_answer", "cost_per_interaction", "conversion_rate", "lead_quality_rate",
           "qualified_booking_rate", "csat", "attributed_revenue", "knowledge_gap_rate"]
DIMENSIONS = ["intent", "channel", "flow", "outcome", "handoff", "source", "page"]
WITH_EXPOSURE = ("all", "channel", "flow", "page", "board")


def metric(value, numerator=None, denominator=None, interval=None, n=0, unknown=0, needs=(), **more):
    needs = [] if value is not None else list(needs)
    return {"value": value, "numerator": numerator, "denominator": denominator, "interval": interval, "n": n, "unknown": unknown,
            "needs": needs, **more, "parts": {}}


def rate(count, n, unknown=0, need="conversations", **more):
    """A share of rows with Wilson's interval; null where nothing can be counted."""
    return metric(count / n if n else None, count, n, wilson(count, n), n, unknown, [need], **more)


def unknowable(need, **more):
    return metric(None, needs=[need], **more)


def median_metric(values, unknown, need):
    return metric(median(values), None, None, median_interval(values), len(values), unknown, [need])


class Scope:
    """A dimension's value, a range of local dates and perhaps an intent."""

    def __init__(self, dimension="all", value="", first=None, last=None, intent=None):
        self.dimension, self.value, self.first, self.last, self.intent = dimension, value, first, last, intent
        self.name = repr((dimension, value, str(first), str(last), intent))

    def whole(self):
        """All flows of the same dates: what fixed cost is shared over."""
        return Scope(first=self.first, last=self.last)


class Metrics:
    """Counts of every scope, and what is made of them."""

    def __init__(self, facts, scopes):
        self.facts, self.rules = facts, facts.rules
        known = {}
        for scope in [*scopes, *(scope.whole() for scope in scopes if scope.intent is None)]:
            known[scope.name] = scope
        facts.load("scope", {"name": "VARCHAR", "dimension": "VARCHAR", "value": "VARCHAR", "first": "DATE", "last": "DATE",
                             "intent": "VARCHAR"}, [
            {**vars(scope), "first": scope.first and scope.first.isoformat(), "last": scope.last and scope.last.isoformat()}
            for scope in known.values()])
        for script in ("attribution.sql", "scopes.sql", "counts.sql"):
            facts.run(script)
        self.counts, self.engagement, self.leads = (facts.by_scope(name) for name in ("counts", "engagement_counts", "lead_counts"))
        self.handled_persons = {row["scope"]: row["persons"] for row in facts.rows("from handled_persons")}
        self.money, self.strata = {}, {}
        for row in facts.rows("from person_money"):
            self.money.setdefault(row["scope"], []).append(row)
        for row in facts.rows("from strata"):
            self.strata.setdefault(row["scope"], []).append(row)
        one = facts.one
        self.has_leads = one("select count(*) from lead") > 0
        self.has_revenue = one("select count(*) from revenue where counted") > 0
        self.has_pending = one("select count(*) from revenue where pending") > 0
        self.has_stage = one("select count(*) from lead_fact where stage_at is not null") > 0
        self.has_booked = one("select count(*) from lead where meeting_booked_at is not null") > 0
        self.has_held = one("select count(*) from lead where meeting_held_at is not null") > 0
        self.has_qualified = one("""select count(*) from lead
            where meeting_qualified is not null or mql_at is not null or sql_at is not null""") > 0
        self.period = facts.db.execute("from period").fetchone()

    def evaluate(self, scope):
        """The fifteen metrics."""
        c, lead = self.counts[scope.name], self.leads[scope.name]
        metrics = {
            "engagement_rate": self.engagement_rate(scope),
            "goal_completion_rate": rate(c["goal"], c["goal_known"], c["engaged"] - c["goal_known"], "goals"),
            "deflection_rate": self.deflection(c),
            "resolution_rate": self.resolution(c),
            "fallback_rate": self.fallback(c),
            "handoff_rate": rate(c["handed_off"], c["handoff_known"], c["handled"] - c["handoff_known"], "handoff"),
            "session_length": self.session_length(c),
            "first_useful_answer": self.first_useful(c),
            "cost_per_interaction": self.cost(scope, c),
            "conversion_rate": self.conversion(scope, c),
            "lead_quality_rate": self.lead_quality(lead),
            "qualified_booking_rate": self.booking(lead),
            "csat": self.csat(scope, c),
            "attributed_revenue": self.revenue(scope),
            "knowledge_gap_rate": rate(c["gap"], c["gap_known"], c["handled"] - c["gap_known"], "missing_answer"),
        }
        return metrics

    def engagement_rate(self, scope):
        e = self.engagement[scope.name]
        if scope.dimension not in WITH_EXPOSURE or not e["visitors"]:
            return unknowable("exposure")
        count, n = e["on_exposure"], int(e["visitors"])
        if count > n:
            return metric(None, count, n, None, n, e["uncovered"], ["exposure"])
        return rate(count, n, e["uncovered"], "exposure")

    def deflection(self, c):
        found = rate(c["deflected"], c["eligible_known"], c["eligible"] - c["eligible_known"],
                     "resolution" if c["eligible"] else "eligible_intents")
        found["parts"]["durable"] = rate(c["durable"], c["durable_known"], c["durable_unknown"], "maturity", pending=c["durable_young"])
        found["parts"]["undecided"] = metric(c["undecided"], n=c["engaged"])
        return found

    def resolution(self, c):
        unknown = c["handled"] - c["resolved_known"]
        found = rate(c["resolved"], c["resolved_known"], unknown, "resolution")
        for name in ("confirmed", "assumed"):
            found["parts"][name] = rate(c[name], c["resolved_known"], unknown, "resolution")
        return found

    def fallback(self, c):
        pairs = [(pair["y"], pair["x"]) for pair in c["fallback_turns"] or []]
        above, below = sum(y for y, _ in pairs), sum(x for _, x in pairs)
        turns = metric(above / below if below else None, above, below, ratio_interval(pairs), len(pairs),
                       c["handled"] - len(pairs), ["turns"])
        if self.rules["fallback_basis"] == "turns":
            found = {**turns, "parts": {}}
        else:
            found = rate(c["fallback"], c["fallback_known"], c["handled"] - c["fallback_known"], "fallbacks")
        found["parts"]["turns"] = turns
        return found

    def session_length(self, c):
        turns, seconds = c["user_turns"] or [], c["seconds"] or []
        found = median_metric(turns, c["finished"] - len(turns), "turns")
        found["parts"]["duration_s"] = median_metric(seconds, c["finished"] - len(seconds), "duration")
        return found

    def first_useful(self, c):
        times = c["first_useful"] or []
        known = len(times) + c["never_useful"]
        found = median_metric(times, c["handled"] - known, "first_useful_answer")
        found["parts"]["never_answered"] = rate(c["never_useful"], known, c["handled"] - known, "first_useful_answer")
        return found

    def share_of_handled(self, scope):
        if scope.dimension == "all":
            return 1.0
        total = self.counts[scope.whole().name]["handled"]
        return self.counts[scope.name]["handled"] / total if total else 0.0

    def spread(self, scope, monthly):
        """A monthly cost over the scope's days of the period, shared by H."""
        if self.period[0] is None:
            return 0.0
        first = max(self.period[0], scope.first) if scope.first else self.period[0]
        last = min(self.period[1], scope.last) if scope.last else self.period[1]
        days = (monthly / calendar.monthrange(day.year, day.month)[1] for day in days_between(first, last))
        return math.fsum(days) * self.share_of_handled(scope)

    def fixed_cost(self, scope):
        cost = {name: value or 0 for name, value in self.rules["cost"].items()}
        hours = cost["maintenance_hours_monthly"] + cost["review_hours_monthly"]
        return self.spread(scope, cost["platform_monthly"] + hours * cost["hourly_rate"] + cost["other_monthly"])

    def cost(self, scope, c):
        if not self.facts.cost_known:
            found = unknowable("cost_rules")
            found["parts"]["per_resolved"] = unknowable("cost_rules")
            return found
        fixed = self.fixed_cost(scope)
        found = self._cost_per(fixed, c["ai_cost"], c["cost_per_handled"], c["handled"], c["handled"], 0, "conversations")
        found["parts"]["per_resolved"] = self._cost_per(
            fixed, c["ai_cost"], c["cost_per_resolved"], c["resolved"], c["handled"], c["handled"] - c["resolved_known"], "resolution")
        return found

    @staticmethod
    def _cost_per(fixed, ai, pairs, below, n, unknown, need):
        total = fixed + ai
        interval = ratio_interval([(pair["y"], pair["x"]) for pair in pairs or []]) if below else None
        if interval:
            interval = [end + fixed / below for end in interval]
        return metric(total / below if below else None, total, below, interval, n, unknown, [need])

    def conversion(self, scope, c):
        kind, engaged = self.facts.conversion_kind, c["engaged"]
        if kind == "purchase":
            found = rate(c["with_purchase"], c["purchase_known"], 0, "maturity", pending=c["purchase_open"])
            missing = None if self.has_revenue else "revenue"
        elif kind == "goal":
            found = rate(c["goal"], c["goal_known"], engaged - c["goal_known"], "goals")
            missing = None
        else:
            found = rate(c["with_lead" if kind == "lead" else "with_meeting"], engaged, 0)
            missing = "leads" if not self.has_leads else "meetings" if kind == "meeting" and not self.has_booked else None
        if missing:
            found = unknowable(missing)
        visitor = self.engagement_rate(scope)
        if visitor["value"] is not None:
            converted, n = self.engagement[scope.name]["converted"], visitor["denominator"]
            visitor = unknowable(missing) if missing else rate(converted, n, 0, "exposure")
        found["parts"]["per_visitor"] = {**visitor, "unknown": 0, "parts": {}}
        found["parts"]["chat_to_lead"] = self.chat_to_lead(c)
        return found

    def chat_to_lead(self, c):
        return rate(c["with_lead"], c["engaged"]) if self.has_leads else unknowable("leads")

    def _of_mature(self, lead, count, known, need):
        if not self.has_leads:
            return unknowable("leads", pending=0)
        if not known:
            return unknowable(need, pending=lead["young"])
        return rate(lead[count], lead["mature"], 0, "maturity" if lead["bot"] else "leads", pending=lead["young"])

    def lead_quality(self, lead):
        found = self._of_mature(lead, "with_stage", self.has_stage, "quality_stage")
        known = self.has_leads and self.has_stage
        found["parts"]["all_leads"] = rate(lead["all_with_stage"], lead["bot"], 0, "leads") if known else unknowable("quality_stage")
        found["parts"]["days_to_stage"] = median_metric(lead["days_to_stage"] or [], 0, "quality_stage")
        return found

    def booking(self, lead):
        known = self.has_booked and self.has_qualified
        found = self._of_mature(lead, "booked", known, "meetings")
        found["parts"]["held"] = self._of_mature(lead, "held", self.has_held, "meetings")
        found["parts"]["same_week"] = self._of_mature(lead, "same_week", known, "meetings")
        return found

    def csat(self, scope, c):
        found = rate(c["positive"], c["responses"], c["responses_unclear"], "csat")
        found["parts"]["adjusted"] = self.adjusted(self.strata.get(scope.name, []), c)
        found["parts"]["response_rate"] = rate(c["answered"], c["offered"], c["offered_unknown"], "survey_offered")
        return found

    @staticmethod
    def adjusted(strata, c):
        """Positive rates per intent and outcome, weighted by the stratum's share of H."""
        outcomes = {}
        for row in strata:
            total = outcomes.setdefault(row["outcome"], [0, 0])
            total[0] += row["positive"]
            total[1] += row["responses"]
        used = []
        for row in strata:
            own = (row["positive"], row["responses"]) if row["responses"] else outcomes[row["outcome"]]
            if own[1]:
                used.append((row["handled"], own[0] / own[1], own[1]))
        dropped = sorted(outcome for outcome, (_, responses) in outcomes.items() if not responses)
        weight = sum(w for w, _, _ in used)
        if not weight:
            return metric(None, n=c["responses"], unknown=c["responses_unclear"], needs=["csat"], dropped=dropped)
        value = math.fsum(w / weight * p for w, p, _ in used)
        half = Z * math.sqrt(math.fsum((w / weight) ** 2 * p * (1 - p) / n for w, p, n in used))
        interval = [max(0.0, value - half), min(1.0, value + half)]
        return metric(value, None, None, interval, c["responses"], c["responses_unclear"], dropped=dropped)

    def money_sum(self, scope, name, known=True):
        rows = self.money.get(scope.name, [])
        if not known:
            return metric(None, needs=["revenue"])
        total = math.fsum(row[name] or 0 for row in rows)
        amounts = [row[name] or 0 for row in rows if row["has_handled"]]
        n = sum(row["rows_counted"] for row in rows)
        return metric(total, None, None, money_interval(total, amounts, self.handled_persons[scope.name]), n)

    def revenue(self, scope):
        found = self.money_sum(scope, "attributed", self.has_revenue)
        for name in ("influenced", "sourced", "gross_profit"):
            found["parts"][name] = self.money_sum(scope, name, self.has_revenue)
        found["parts"]["pipeline"] = self.money_sum(scope, "pipeline", self.has_revenue or self.has_pending)
        return found

    def roi(self, scope):
        """Money of a scope, with intervals combined by root of squares."""
        c, rules = self.counts[scope.name], self.rules
        deflection, manual = self.deflection(c), rules["manual_cost_per_conversation"]
        program = self.fixed_cost(scope) + c["ai_cost"] if self.facts.cost_known else None
        avoided = avoided_interval = savings = savings_interval = None
        if manual is not None and deflection["value"] is not None:
            ends = [end * deflection["denominator"] for end in deflection["interval"]]
            avoided = c["deflected"] * manual
            avoided_interval = [end * manual for end in ends]
            if program is not None and c["handled"]:
                each = manual - c["ai_cost"] / c["handled"]
                platform = self.spread(scope, rules["cost"]["platform_monthly"] or 0)
                savings = c["deflected"] * each - platform
                savings_interval = sorted(end * each - platform for end in ends)
        handoff = None
        if rules["handoff_saving_per_conversation"] is not None and c["handoff_known"]:
            handoff = c["handed_off"] * rules["handoff_saving_per_conversation"]
        profit = self.money_sum(scope, "basis_profit", self.has_revenue)
        terms = [term for term in (avoided, handoff, profit["value"]) if term is not None]
        value = math.fsum(terms) if terms else None
        value_interval = None
        parts = [(term, interval) for term, interval in ((avoided, avoided_interval), (profit["value"], profit["interval"])) if term is not None]
        if value is not None and all(interval for _, interval in parts):
            below = math.sqrt(sum((term - interval[0]) ** 2 for term, interval in parts))
            above = math.sqrt(sum((interval[1] - term) ** 2 for term, interval in parts))
            value_interval = [value - below, value + above]
        percent = percent_interval = None
        if value is not None and program:
            percent = (value - program) / program * 100
            percent_interval = value_interval and [(end - program) / program * 100 for end in value_interval]
        return {"savings": savings, "handoff_savings": handoff, "gross_profit": profit["value"], "program_cost": program, "value": value,
                "percent": percent, "intervals": {"savings": savings_interval, "gross_profit": profit["interval"],
                                                  "value": value_interval, "percent": percent_interval}}

    def definitions(self, scope):
        c = self.counts[scope.name]
        named = {
            "confirmed_only": (c["confirmed"], c["resolved_known"]),
            "resolved_eligible_over_all": (c["deflected"], c["resolved_known"]),
            "resolved_over_involved": (c["resolved"], c["resolved_known"]),
            "durable_eligible": (c["durable"], c["durable_known"]),
            "deflection": (c["deflected"], c["eligible_known"]),
            "contained_no_recontact": (c["contained"], c["contained_known"]),
            "no_human": (c["no_human"], c["handoff_known"]),
            "no_human_all_opens": (c["no_human_open"], c["no_human_open_known"]),
            "resolved_over_not_handed_off": (c["resolved_not_handed_off"], c["not_handed_off_known"]),
        }
        return {name: {"value": count / n if n else None, "numerator": count, "denominator": n} for name, (count, n) in named.items()}

    def funnel(self, scope):
        """From visit to won; a step without data is skipped as a denominator."""
        c, lead = self.counts[scope.name], self.leads[scope.name]
        form = self.facts.rows("from form_counts")[0]
        engagement = self.engagement_rate(scope)
        steps = [step("visitors", engagement["denominator"]), step("engaged", c["engaged"], engagement)]
        steps.append(step("bot_leads", c["with_lead"], self.chat_to_lead(c)) if self.has_leads else step("bot_leads"))
        path, last = "mature", "mature"
        for name, key, known in (("qualified", "staged", self.has_leads and self.has_stage),
                                 ("booked", "booked", self.has_booked and self.has_qualified)):
            if not known:
                steps.append(step(name))
                continue
            path = key if last == "mature" else f"{path}_{key}"
            column = "with_stage" if path == "staged" else path
            steps.append(step(name, lead[column], rate(lead[column], lead[last]), lead["young"] if name == "qualified" else None,
                              form[column] / form[last] if form[last] else None))
            last = column
        if not (self.has_leads and self.has_revenue):
            steps.append(step("won"))
        else:
            column = path + "_won"
            steps.append(step("won", lead[column], rate(lead[column], lead[last]), None, form[column] / form[last] if form[last] else None))
        return steps


def step(name, count=None, found=None, pending=None, baseline=None):
    return {"step": name, "count": count, "rate": found and found["value"], "interval": found and found["interval"],
            "pending": pending, "baseline": baseline}
