"""
Where in the program something failed, without anything of what it failed on.
"""

from pathlib import Path
from traceback import walk_tb

HOUSE = Path(__file__).parent.parent


def place(error: BaseException) -> str:
    """
    Return the file and line of ours that raised it; the first that there is if none is ours.
    """
    found = ""
    for frame, line in walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(HOUSE) or not found:
            name = path.relative_to(HOUSE.parent) if path.is_relative_to(HOUSE) else path.name
            found = f"{name}:{line}"
    return found
