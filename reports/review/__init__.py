"""The reviewer's work: the queue, one report, decisions on one or several."""
