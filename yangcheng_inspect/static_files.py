"""How the files of the pages are named when collected: with a hash, and what scripts import from one another too."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedFiles(ManifestStaticFilesStorage):
    """A module and its imports are of one version: none of yesterday's beside one of today's."""

    support_js_module_import_aggregation = True
