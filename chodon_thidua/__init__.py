"""The site. Sets the precision with which all its numbers are computed, in every thread."""

import decimal

# A stored number has 20 digits, a ratio of two 41, and their change since last year 82; with the 28 digits that Python
# starts from, rounding such a number for show is an error.
PRECISION = 100
decimal.DefaultContext.prec = PRECISION  # threads begin with a copy of it
decimal.setcontext(decimal.DefaultContext)
