from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "维权周活动"

    def ready(self):
        from portal.access import Permission
        from portal.ui import menu

        see = Permission.CAMPAIGN_VIEW
        menu.register(menu.MenuItem("活动报送", "campaigns:home", see, 50, "send"))
