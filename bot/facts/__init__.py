"""
Floor 0: the provider's facts, read from `config.yaml` and validated.
"""

from bot.facts.desk import Desk
from bot.facts.host import HostMatch, identify
from bot.facts.problem import ConfigError, Problem
from bot.facts.product import Endpoint, Port, Product, Region, Security
from bot.facts.program import Program
from bot.facts.provider import Facts
from bot.facts.reader import read_facts

__all__ = [
    "ConfigError",
    "Desk",
    "Endpoint",
    "Facts",
    "HostMatch",
    "Port",
    "Problem",
    "Product",
    "Program",
    "Region",
    "Security",
    "identify",
    "read_facts",
]
