"""Handing out workbooks: templates to fill in, exports that import takes again, copies with the problems marked."""
