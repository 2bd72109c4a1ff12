"""Parts of addresses that several features share."""

REPORT = "<int:year>/<str:code>/<int:ordinal>/"
PERIOD = "<int:year>/ky/<int:ordinal>/"
ALL_UNITS = "<int:year>/tat-ca/<int:ordinal>/"
