from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "portal.search"
    label = "search"
    verbose_name = "搜索"

    def ready(self):
        """The units are the first kind; they stand below and are told apart from here."""
        from portal.access import Permission
        from portal.audit.registry import register_sentences
        from portal.search import kinds, registry
        from portal.ui import menu
        from portal.units import registry as units

        registry.register_kind(kinds.UNITS)
        units.register_follower(kinds.follow_unit)
        units.register_reference("search", kinds.load_units)
        register_sentences({"search": "搜索"})
        menu.register_search("search:search", Permission.DESK)
