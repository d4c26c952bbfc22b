"""Report check (核对): a report beside its verdicts, the editor, the office's corrections."""
