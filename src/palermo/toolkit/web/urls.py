"""Addresses of tools and their texts: writing, reading, files and discussion; training and its certificates."""

from django.urls import path, register_converter

from palermo.site.converters import WordConverter
from palermo.toolkit.rendering import FORMATS
from palermo.toolkit.web import files, importing, uptake
from palermo.toolkit.web.views import certificates, discussion, experts, occasions, readers, tools, trainers, training
from palermo.toolkit.web.writing import views as writing


class TextFormatConverter(WordConverter):
    """One of the formats of a text."""

    regex = "|".join(FORMATS)


class UptakeFormatConverter(WordConverter):
    """One of the formats of the recorded uses of a tool."""

    regex = "|".join(uptake.FORMATS)


register_converter(TextFormatConverter, "text_format")
register_converter(UptakeFormatConverter, "uptake_format")

urlpatterns = [
    path("tools/<slug:slug>/text/", writing.tool_text, name="tool_text"),
    path("tools/<slug:slug>/text/outline/", writing.tool_outline, name="tool_outline"),
    path("tools/<slug:slug>/text/passages/<str:key>/", writing.write_passage, name="write_passage"),
    path("tools/<slug:slug>/text/passages/<str:key>/history/", writing.passage_history, name="passage_history"),
    path("tools/<slug:slug>/text/<record_language:language>.docx", files.tool_draft_file, name="tool_draft_file"),
    path("tools/<slug:slug>/text/<record_language:language>/import/", importing.import_text, name="import_tool_text"),
    path(
        "tools/<slug:slug>/versions/<int:number>/<record_language:language>.<text_format:form>",
        files.tool_version_file,
        name="tool_version_file",
    ),
    path("tools/<slug:slug>/versions/<int:number>/", readers.tool_version, name="tool_version"),
    path("tools/<slug:slug>/versions/<int:number>/<str:key>/", readers.tool_chapter, name="tool_chapter"),
    path(
        "tools/<slug:slug>/versions/<int:number>/<str:key>/feedback/",
        readers.send_tool_feedback,
        name="send_tool_feedback",
    ),
    path("tools/<slug:slug>/compare/", readers.tool_comparison, name="tool_comparison"),
    path("tools/<slug:slug>/feedback/", readers.tool_feedback, name="tool_feedback"),
    path("tool-feedback/open/", readers.tool_feedback_open, name="tool_feedback_open"),
    path("tool-feedback/<str:secret>/", readers.tool_feedback_reply, name="tool_feedback_reply"),
    path("tools/<slug:slug>/rounds/", discussion.tool_rounds, name="tool_rounds"),
    path("tools/<slug:slug>/rounds/<int:number>/", discussion.tool_round, name="tool_round"),
    path("tools/<slug:slug>/rounds/<int:number>/comments/", discussion.round_table, name="round_table"),
    path(
        "tools/<slug:slug>/rounds/<int:number>/comments.<letter_format:form>",
        discussion.round_table_file,
        name="round_table_file",
    ),
    path("commenting/", experts.round_own, name="round_own"),
    path("commenting/<str:secret>/", experts.round_link, name="round_link"),
    path("courses/<slug:slug>/", training.course_detail, name="course"),
    path("training/", training.training_list, name="training_list"),
    path("training/<slug:slug>/", training.training_detail, name="training_session"),
    path("training/<slug:slug>/certificates/", certificates.issue, name="issue_certificates"),
    path("trainers/", trainers.trainer_list, name="trainer_list"),
    path("trainers/link/<str:secret>/", trainers.trainer_link, name="trainer_link"),
    path("trainers/link/", trainers.trainer_own, name="trainer_own"),
    path("trainers/<slug:slug>/", trainers.trainer_detail, name="trainer"),
    path("certificates/", certificates.verify, name="verify_certificate"),
    path("certificates/key.pem", certificates.key_file, name="certificate_key"),
    path("certificates/revoked.txt", certificates.revoked_file, name="revoked_certificates"),
    path("occasions/", occasions.occasion_list, name="occasion_list"),
    path("occasions/<slug:slug>/", occasions.occasion_detail, name="occasion"),
    path("tools/", tools.tool_list, name="tool_list"),
    path("tools/<slug:slug>/", tools.tool_detail, name="tool"),
    path("tools/<slug:slug>/no-use/", tools.tool_unused, name="tool_unused"),
    path("tools/<slug:slug>/use.<uptake_format:form>", tools.tool_uptake_file, name="tool_uptake_file"),
]
