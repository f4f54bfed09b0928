"""HTTP of sign-in, one's own account, and the accounts one manages."""

from portal.accounts.views.others import (
    AccountCode,
    AccountDisable,
    AccountEnable,
    AccountFactor,
    AccountHandOver,
    AccountList,
    AccountNew,
    AccountReplace,
)
from portal.accounts.views.own import FirstChange, OwnAccount, Password
from portal.accounts.views.policy import Policy
from portal.accounts.views.second_factor import SecondFactor, SecondFactorSet
from portal.accounts.views.sign_in import SignIn, SignOut, locked_out

__all__ = [
    "AccountCode",
    "AccountDisable",
    "AccountEnable",
    "AccountFactor",
    "AccountHandOver",
    "AccountList",
    "AccountNew",
    "AccountReplace",
    "FirstChange",
    "OwnAccount",
    "Password",
    "Policy",
    "SecondFactor",
    "SecondFactorSet",
    "SignIn",
    "SignOut",
    "locked_out",
]
