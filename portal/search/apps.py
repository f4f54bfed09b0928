from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "portal.search"
    label = "search"
    verbose_name = "搜索"

    def ready(self):
        """The units are the first kind; they stand below and are told apart from here."""
        from portal.access import Permission  # noqa: PLC0415 - models must be loaded first
        from portal.audit.registry import register_sentences  # noqa: PLC0415
        from portal.search import kinds, registry  # noqa: PLC0415
        from portal.ui import menu  # noqa: PLC0415
        from portal.units import registry as units  # noqa: PLC0415

        registry.register_kind(kinds.UNITS)
        units.register_follower(kinds.follow_unit)
        units.register_reference("search", kinds.load_units)
        register_sentences({"search": "搜索"})
        menu.register_search("search:search", Permission.DESK)
