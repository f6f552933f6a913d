"""Code lists in six languages, in editions that never change, and mappings between them."""

from harmonise.lists.catalogue import CodeList, code_list, code_lists
from harmonise.lists.code import LANGUAGES, Code, DatedName
from harmonise.lists.edition import Edition
from harmonise.lists.errors import InvalidList, NotExportable, UnknownList
from harmonise.lists.loss import Loss, LossReport, MappedColumn
from harmonise.lists.mapping import Mapping, MappingRow, Relation, Translation
from harmonise.lists.mapping_catalogue import mapping, mappings
from harmonise.lists.read_edition import read_edition
from harmonise.lists.read_mapping import read_mapping

__all__ = [
    "LANGUAGES",
    "Code",
    "CodeList",
    "DatedName",
    "Edition",
    "InvalidList",
    "Loss",
    "LossReport",
    "MappedColumn",
    "Mapping",
    "MappingRow",
    "NotExportable",
    "Relation",
    "Translation",
    "UnknownList",
    "code_list",
    "code_lists",
    "mapping",
    "mappings",
    "read_edition",
    "read_mapping",
]
