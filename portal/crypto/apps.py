from django.apps import AppConfig


class CryptoConfig(AppConfig):
    name = "portal.crypto"
    label = "crypto"
    verbose_name = "字段加密"
