"""The examples of the page about the plan's format: an indicator of every kind, by code."""

import copy
import json
import re
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parents[2] / "fixtures"
RAW = json.loads((FIXTURES / "plan-15-2022.json").read_text(encoding="utf-8"))
PAGE = (FIXTURES / "plan-format.md").read_text(encoding="utf-8")
EXAMPLES = {example["code"]: example for example in map(json.loads, re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))}


def plan_with(*indicators: dict[str, Any]) -> dict[str, Any]:
    """The plan of 2022 with these indicators instead of its own."""
    return copy.deepcopy(RAW | {"indicators": list(indicators)})
