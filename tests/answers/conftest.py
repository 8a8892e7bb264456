from pathlib import Path

import pytest

from bot.answers import Writer
from bot.facts import Facts, read_facts
from bot.i18n import Catalogs


@pytest.fixture(scope="session")
def facts() -> Facts:
    return read_facts(Path("config.yaml"))


@pytest.fixture(scope="session")
def postduif() -> Facts:
    return read_facts(Path("tests/hosts/postduif.yaml"))


@pytest.fixture(scope="session")
def catalogs() -> Catalogs:
    return Catalogs.load(Path("locales"))


@pytest.fixture(scope="session")
def writer(facts: Facts, catalogs: Catalogs) -> Writer:
    return Writer(facts, catalogs)
