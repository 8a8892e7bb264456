"""
Draws the chart of the figures: a description in JSON on stdin, a PNG on stdout.

It is a program of its own (`python -m bot.desk.chart`), started by `drawing.py`, so that the
running bot never loads what it takes to draw.
"""

import io
import json
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1280, 800
LEFT, RIGHT, TOP, BOTTOM = 112, 1232, 236, 690
MARGIN = 56
MOST_LINES = 5
POWERS: tuple[int, ...] = tuple(10**power for power in range(12))
BAR = 0.64
MOST_BAR = 150
GAP = 3
LEAST_ROOM = 16

# A ground of its own, so that it reads the same in a dark chat and in a light one.
GROUND, INK, SOFT, LINE = "#FCFCFA", "#1F2933", "#5A6672", "#DDE1E5"
# What is solved, what went to a person, the rest: apart also for who cannot tell red from green.
COLOURS = ("#17756B", "#F0AA3C", "#C3CAD2")
INKS = ("#FFFFFF", "#1F2933", "#1F2933")


def draw(chart: Mapping[str, Any]) -> bytes:
    """
    Return the picture, as a PNG.

    `title` and `subtitle` stand above it, `names` beside the colours; each of `bars` has a `label`
    and `parts`, as many as there are names, the lowest first.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    pen = ImageDraw.Draw(image)
    pen.text((MARGIN, 40), chart["title"], INK, _fitting(chart["title"], 40, bold=True))
    pen.text((MARGIN, 96), chart["subtitle"], SOFT, _fitting(chart["subtitle"], 26))
    _legend(pen, chart["names"])
    bars = chart["bars"]
    most = max((sum(bar["parts"]) for bar in bars), default=0)
    step = _step(most)
    # Rounded up: the first line that no bar rises above.
    lines = max(-(-most // step), 1)
    highest = step * lines
    _grid(pen, step, lines)
    slot = (RIGHT - LEFT) / max(len(bars), 1)
    for place, bar in enumerate(bars):
        _bar(pen, bar, LEFT + slot * (place + 0.5), slot, highest)
    pen.line((LEFT, BOTTOM, RIGHT, BOTTOM), INK, 2)
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def _legend(pen: ImageDraw.ImageDraw, names: Sequence[str]) -> None:
    square, beside, apart = 24, 12, 44
    room = WIDTH - 2 * MARGIN - len(names) * (square + beside) - (len(names) - 1) * apart
    size = 26
    while size > 1 and sum(_font(size).getlength(name) for name in names) > room:
        size -= 1
    font, x = _font(size), float(MARGIN)
    for name, colour in zip(names, COLOURS, strict=True):
        pen.rectangle((x, 158, x + square, 158 + square), colour)
        x += square + beside
        pen.text((x, 170), name, INK, font, anchor="lm")
        x += font.getlength(name) + apart


def _grid(pen: ImageDraw.ImageDraw, step: int, lines: int) -> None:
    font = _font(22)
    for line in range(lines + 1):
        y = BOTTOM - (BOTTOM - TOP) * line / lines
        pen.line((LEFT, y, RIGHT, y), LINE, 1)
        pen.text((LEFT - 14, y), str(line * step), SOFT, font, anchor="rm")


def _bar(
    pen: ImageDraw.ImageDraw, bar: Mapping[str, Any], middle: float, slot: float, highest: int
) -> None:
    half = min(slot * BAR, MOST_BAR) / 2
    y, total = float(BOTTOM), sum(bar["parts"])
    for part, colour, ink in zip(bar["parts"], COLOURS, INKS, strict=True):
        height = (BOTTOM - TOP) * part / highest
        top = y - height
        if part:
            # A gap between the parts, but no part is so thin that it cannot be seen.
            edge = min(y - GAP, BOTTOM - 1) if height > 2 * GAP else y
            pen.rectangle((middle - half, top, middle + half, edge), colour)
        if height >= LEAST_ROOM and part < total:
            number = _within(str(part), min(22, int(height) - 2), 2 * half - 8)
            pen.text((middle, (top + y) / 2), str(part), ink, number, anchor="mm")
        y = top
    above = _within(str(total), 26, slot - 8, bold=True)
    pen.text((middle, y - 8), str(total), INK if total else SOFT, above, anchor="mb")
    label = bar["label"]
    pen.text((middle, BOTTOM + 36), label, INK, _within(label, 24, slot - 10), anchor="ms")


def _step(most: int) -> int:
    """
    Return what the lines are apart: a round number, so that no more than `MOST_LINES` are needed.
    """
    steps = (factor * power for power in POWERS for factor in (10, 20, 25, 50))
    return next(step for step in (1, 2, 5, *steps) if step * MOST_LINES >= most)


def _fitting(text: str, size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    return _within(text, size, WIDTH - 2 * MARGIN, bold=bold)


def _within(text: str, size: int, room: float, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """
    Return the font in that size, or the largest in which the text has room.
    """
    while size > 1 and _font(size, bold=bold).getlength(text) > room:
        size -= 1
    return _font(size, bold=bold)


@cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    # Pillow's own font has no letters with accents.
    name = f"SourceSansPro-{'Semibold' if bold else 'Regular'}.ttf"
    with files("font_source_sans_pro").joinpath("files", name).open("rb") as opened:
        return ImageFont.truetype(io.BytesIO(opened.read()), size)


def main() -> None:
    """
    Draw what is described on stdin.
    """
    sys.stdout.buffer.write(draw(json.load(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
