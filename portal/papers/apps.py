from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "portal.papers"
    label = "papers"
    verbose_name = "文书"

    def ready(self):
        from portal.access import Permission  # noqa: PLC0415 - models must be loaded first
        from portal.audit import registry as audit  # noqa: PLC0415
        from portal.papers import presenters  # noqa: PLC0415
        from portal.ui import menu  # noqa: PLC0415

        audit.register_sentences(presenters.SENTENCES)
        audit.register_openings({"paper.preview"})
        menu.register(menu.MenuItem("文书", "papers:list", Permission.PAPER_VIEW, 60, "file"))
