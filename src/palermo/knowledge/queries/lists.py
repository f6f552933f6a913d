"""Who may see which code list and mapping."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.knowledge.models import Code, CodeList, CodeListEdition, CodeMapping, CodeMappingRow
from palermo.knowledge.states.lists import ListEditionStatus


def published_condition(viewer: Viewer, path: str = "") -> Q:
    """That a viewer may see the edition or mapping at the end of a path: the secretariat also sees drafts."""
    return Q() if viewer.is_secretariat else Q(**{f"{path}status": ListEditionStatus.PUBLISHED})


def code_lists_visible_to(viewer: Viewer) -> QuerySet[CodeList]:
    """Code lists with an edition that the viewer may see; for the secretariat all."""
    if viewer.is_secretariat:
        return CodeList.objects.all()
    return CodeList.objects.filter(Exists(list_editions_visible_to(viewer).filter(code_list=OuterRef("pk"))))


def list_editions_visible_to(viewer: Viewer) -> QuerySet[CodeListEdition]:
    """Published editions; for the secretariat also drafts."""
    return CodeListEdition.objects.filter(published_condition(viewer)).select_related("code_list")


def codes_visible_to(viewer: Viewer) -> QuerySet[Code]:
    """Codes of the editions that the viewer may see."""
    return Code.objects.filter(published_condition(viewer, "edition__")).select_related("edition__code_list")


def code_mappings_visible_to(viewer: Viewer) -> QuerySet[CodeMapping]:
    """Published mappings; for the secretariat also drafts."""
    joined = CodeMapping.objects.select_related("source__code_list", "target__code_list")
    return joined.filter(published_condition(viewer))


def mapping_rows_visible_to(viewer: Viewer) -> QuerySet[CodeMappingRow]:
    """Rows of the mappings that the viewer may see."""
    return CodeMappingRow.objects.filter(published_condition(viewer, "mapping__")).select_related("source", "target")
