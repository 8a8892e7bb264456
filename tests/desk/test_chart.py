"""
The picture shows what it is told to, for every size of figures.
"""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageColor

from bot.desk import drawing
from bot.desk.chart import BOTTOM, COLOURS, GROUND, LEFT, RIGHT, TOP, draw
from bot.desk.drawing import drawn

LETTERS = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ àâçéèêëîïôùûüÿœæ äöüß ñ¿¡ áíúãõ ÀÉÊÕ –’“„«»"


def chart(*parts: tuple[int, int, int]) -> dict[str, Any]:
    return {
        "title": "Gespräche",
        "subtitle": "Pro Woche",
        "names": ("solved", "person", "left"),
        "bars": [{"label": f"{number} lis", "parts": each} for number, each in enumerate(parts)],
    }


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("RGB")


def heights(image: Image.Image, place: int, of: int) -> tuple[int, ...]:
    """
    Return how high each colour stands in one of the bars, beside the numbers on it.
    """
    x = round(LEFT + (RIGHT - LEFT) / of * (place + 0.5)) - 30
    column = [image.getpixel((x, y)) for y in range(TOP - 20, BOTTOM)]
    return tuple(column.count(ImageColor.getrgb(colour)) for colour in COLOURS)


def test_bars_are_as_high_as_their_figures() -> None:
    image = opened(draw(chart((50, 25, 25), (0, 0, 0), (100, 0, 0))))
    assert image.size == (1280, 800)
    assert image.getpixel((2, 2)) == ImageColor.getrgb(GROUND)
    whole = BOTTOM - TOP
    for height, share in zip(heights(image, 0, 3), (0.5, 0.25, 0.25), strict=True):
        assert abs(height - share * whole) < 6
    assert heights(image, 1, 3) == (0, 0, 0)
    assert abs(heights(image, 2, 3)[0] - whole) < 6


@pytest.mark.parametrize("most", [0, 1, 7, 99, 101, 12_345, 10**9])
def test_no_bar_is_higher_than_the_axis_and_none_is_hidden(most: int) -> None:
    image = opened(draw(chart((most, 1, 0), (0, 0, 1))))
    assert sum(heights(image, 0, 2)) <= BOTTOM - TOP
    assert heights(image, 0, 2)[1] > 0
    assert heights(image, 1, 2)[2] > 0


def test_a_long_legend_stays_in_the_picture() -> None:
    image = opened(draw(chart((1, 1, 1)) | {"names": ("wwwwwwwwwwwwwwwwww" * 3,) * 3}))
    ground = ImageColor.getrgb(GROUND)
    assert all(image.getpixel((1270, y)) == ground for y in range(150, 190))


def test_the_letters_of_all_languages_are_there() -> None:
    box = draw(chart() | {"subtitle": "\ufffe"})
    for letter in LETTERS.replace(" ", ""):
        assert draw(chart() | {"subtitle": letter}) != box, letter


async def test_it_is_drawn_in_a_process_of_its_own() -> None:
    spec = chart((3, 2, 1))
    assert await drawn(spec) == draw(json.loads(json.dumps(spec)))


async def test_what_cannot_be_drawn_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await drawn({}) is None
    assert await drawn(chart((3, 2, 1)), patience=0.0) is None
    monkeypatch.setattr(sys, "executable", str(Path("nowhere") / "python"))
    assert await drawn(chart((3, 2, 1))) is None


def test_the_running_bot_does_not_load_what_draws(root: Path) -> None:
    code = "import sys, bot.cli.poll, bot.cli.serve, bot.cli.work; sys.exit('PIL' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)  # noqa: S603 - our own program
    assert drawing.PROGRAM == "bot.desk.chart"
