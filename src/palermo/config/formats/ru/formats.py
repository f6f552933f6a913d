"""Dates of Wagtail's pages as the site writes them in Russian."""

DATE_FORMAT = SHORT_DATE_FORMAT = "j E Y года"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j E Y года, H:i"
TIME_FORMAT = "H:i"
