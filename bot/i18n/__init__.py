"""
Languages: which locale a customer gets, and the texts in it.
"""

from bot.i18n.catalog import Catalogs
from bot.i18n.completeness import problems
from bot.i18n.locale import first_language, language_name, negotiate
from bot.i18n.marker import N_
from bot.i18n.po import CatalogError
from bot.i18n.translator import Translator

__all__ = [
    "N_",
    "CatalogError",
    "Catalogs",
    "Translator",
    "first_language",
    "language_name",
    "negotiate",
    "problems",
]
