"""Forms that arrived when the session was over: kept until their author signs in again, shown, and sent by one click.

A form is kept only for a browser in which somebody had signed in, which a signed cookie says; in the session of that
browser, which the server stores; without passwords and files; for half an hour. Whoever else signs in there finds none.
"""
