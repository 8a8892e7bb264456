"""
`check`: says whether the configuration, the languages and the environment are fine.
"""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from bot.cli.consistency import inconsistencies
from bot.cli.failure import WRONG
from bot.cli.wiring import LOCALES
from bot.facts import ConfigError, Facts, read_facts
from bot.facts.provider import Retention
from bot.i18n import CatalogError, Catalogs, problems
from bot.settings import SettingsError, config_path, read_settings
from bot.store import MEMORY, SetAside, database_path, open_store, postgres_url
from bot.understanding import LexiconError, Understanding, are_current
from bot.understanding.weights import FILE


def run(_: Namespace, environment: Mapping[str, str]) -> int:
    """
    Print every problem on stderr, or what was found to be fine; needs no token.
    """
    config, locales = config_path(environment), _short(LOCALES)
    wrong: list[str] = []
    try:
        _report_aside(read_settings(environment).database)
    except SettingsError as error:
        wrong.append(str(error))
    wrong += problems(locales, locales / "bot.pot")
    counts = ""
    try:
        facts = read_facts(config)
        catalogs = Catalogs.load(locales)
        wrong += map(str, inconsistencies(config, facts, catalogs.locales))
        Understanding.load(locales, facts)
        if not are_current(locales):
            wrong.append(f"{locales / FILE}:1: does not fit the examples: run `make weights`")
        counts = _counts(facts, catalogs)
    except (ConfigError, LexiconError) as error:
        wrong.append(str(error))
    except CatalogError:
        pass  # it stands among the problems of the languages already
    if wrong:
        sys.stderr.write("".join(f"{line}\n" for line in wrong))
        return WRONG
    sys.stdout.write(f"{config} is fine: {counts}\n")
    return 0


def _counts(facts: Facts, catalogs: Catalogs) -> str:
    products, programs = len(facts.products), len(facts.programs)
    languages = ", ".join(catalogs.locales)
    return f"{products} products, {programs} mail programs, languages {languages}"


def _report_aside(url: str | None) -> None:
    for each in asyncio.run(_aside(url)):
        what = f"{each.kind}, {each.error} at {each.place}"
        sys.stdout.write(f"set aside: update {each.update_id}, {what}\n")


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


async def _aside(url: str | None) -> tuple[SetAside, ...]:
    if postgres_url(url) is None:
        path = database_path(url)
        if path == MEMORY or not await asyncio.to_thread(Path(path).exists):
            return ()
    store = await open_store(url, Retention())
    try:
        return await store.aside()
    finally:
        await store.close()
