"""Shape of what is typed about accounts. Whether it is allowed, the actions say."""

from portal.accounts.forms.others import (
    HandOverForm,
    NewAccountForm,
    PostMixin,
    ReplaceForm,
    clean_phone,
    post_layout,
)
from portal.accounts.forms.own import (
    FirstChangeForm,
    PasswordForm,
    SignInAgainForm,
    SignInForm,
    TokenForm,
)

__all__ = [
    "FirstChangeForm",
    "HandOverForm",
    "NewAccountForm",
    "PasswordForm",
    "PostMixin",
    "ReplaceForm",
    "SignInAgainForm",
    "SignInForm",
    "TokenForm",
    "clean_phone",
    "post_layout",
]
