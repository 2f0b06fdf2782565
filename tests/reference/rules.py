"""The rules of METRICS section 2: defaults, a partial file laid over them, and the two lists of intents."""

import copy
import json
import re

ELIGIBLE = """order status, order tracking, delivery, delivery window, delivery windows, shipping, shipping window, shipping windows,
returns, return policy, business hours, store hours, opening hours, store location, booking, booking rules, pricing, pricing basics,
注文状況, 配送, 配送状況, 返品, 返品ポリシー, 営業時間, 店舗案内, 予約, 料金"""
NOT_ELIGIBLE = """complaint, complaints, legal, legal complaint, legal complaints, refund exception, refund exceptions, account,
account issue, account issues, account change, account changes, angry, angry customer, angry customers,
クレーム, 苦情, 法的, 返金例外, アカウント"""


def listed(text):
    return [name.strip() for name in text.replace("\n", " ").split(",")]


DEFAULTS = {
    "time_zone": None,
    "week_start": "monday",
    "session_gap_minutes": 30,
    "engaged_min_user_turns": 1,
    "flow_kind": {},
    "narrow_flows": [],
    "high_intent_pages": [],
    "launched_on": None,
    "channel_kind": {},
    "value_aliases": {},
    "eligible_intents": {**{name: True for name in listed(ELIGIBLE)}, **{name: False for name in listed(NOT_ELIGIBLE)}},
    "target_per_intent": {},
    "bands": {},
    "goal_per_flow": {},
    "conversion_kind": None,
    "attribution": {"model": "last", "window_days": 30, "half_life_days": 7},
    "roi_basis": "attributed",
    "assisted_share": 1.0,
    "margin": 1.0,
    "currency": None,
    "fx": {},
    "cost": {key: None for key in ("platform_monthly", "ai_per_conversation", "maintenance_hours_monthly",
                                   "review_hours_monthly", "hourly_rate", "other_monthly")},
    "manual_cost_per_conversation": None,
    "handoff_saving_per_conversation": None,
    "business_hours": None,
    "baseline": {key: None for key in ("human_csat", "human_first_answer_s", "form_conversion", "form_lead_quality", "form_booking")},
    "fallback_basis": "sessions",
    "quality_stage": "either",
    "lead_link_hours": 24,
    "maturity_days": 14,
    "recontact_days": 7,
    "csat_positive": {"5": 4, "3": 3, "2": 2, "1": 1, "4": 3, "7": 6, "10": 9, "100": 80},
    "min_n": 30,
    "suppress_below": 5,
}
MERGED_BY_KEY = ("attribution", "cost", "baseline")


def load_rules(path):
    """A partial file takes the defaults; three maps merge key by key, other maps replace the default map."""
    rules = copy.deepcopy(DEFAULTS)
    if path is None:
        return rules
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    for name, value in given.items():
        if name in MERGED_BY_KEY:
            rules[name].update(value)
        else:
            rules[name] = value
    return rules


def normal_intent(name):
    """Trimmed, lower case, runs of space, `_`, `-` as one space."""
    return re.sub(r"[\s_-]+", " ", name.lower()).strip()
