from django.apps import AppConfig


class LaunchConfig(AppConfig):
    name = "portal.launch"
    label = "launch"
    verbose_name = "启动与备份"
