"""The reporter's work: figures, decisions that recognise, evidence, and sending the report."""
