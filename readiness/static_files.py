"""The few files taken from the django-bootstrap-static wheel, which carries far more than is used."""

from importlib.util import find_spec
from pathlib import Path

from django.contrib.staticfiles.finders import BaseStorageFinder
from django.core.files.storage import FileSystemStorage

FILES = (
    "bootstrap/css/bootstrap.min.css",
    "bootstrap/css/bootstrap.min.css.map",
    "bootstrap/css/bootstrap.rtl.min.css",
    "bootstrap/css/bootstrap.rtl.min.css.map",
)


class BootstrapFinder(BaseStorageFinder):
    """Find Bootstrap's style sheet, left to right and right to left, and nothing else of the wheel."""

    def __init__(self, *args, **kwargs):
        folder = Path(find_spec("bootstrap").submodule_search_locations[0]) / "static"
        super().__init__(FileSystemStorage(location=folder))

    def find(self, path, find_all=False, **kwargs):
        if path not in FILES:
            return []
        found = self.storage.path(path)
        return [found] if find_all else found

    def list(self, ignore_patterns):
        for path in FILES:
            yield path, self.storage
