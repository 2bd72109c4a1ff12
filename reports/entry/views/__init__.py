"""The reporter's pages: the list of reports, one report that is filled in and sent, and its cells."""
