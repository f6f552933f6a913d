"""What acts that read files of the record leave in the log."""

from palermo.audit.file_acts import register_file_acts

register_file_acts(
    {"record.changed": ["fields"], "record.imported": [], "translation.imported": ["language"]}, is_of_record=True
)
