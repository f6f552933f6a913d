"""Words of the interface that a reader looks for, typed here by hand."""

SIGN_IN = {"en": "Sign in", "ar": "تسجيل الدخول", "zh-hans": "登录"}
