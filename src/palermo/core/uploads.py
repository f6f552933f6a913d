"""Uploads that are too large for memory, in files without a name: nothing is left of one if the server is killed."""

from tempfile import TemporaryFile
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class NamelessFileUploadHandler(FileUploadHandler):
    """As Django's handler of temporary files, whose files have a name in the temporary folder and so can be left."""

    file: IO[bytes]

    def new_file(self, *arguments: Any, **options: Any) -> None:
        """Begin a file."""
        super().new_file(*arguments, **options)
        self.file = TemporaryFile()  # noqa: SIM115 -- closed with the upload

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what came."""
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """Give the upload, to be read from its beginning."""
        self.file.seek(0)
        return UploadedFile(
            self.file,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        """Let go of what came."""
        if hasattr(self, "file"):
            self.file.close()
