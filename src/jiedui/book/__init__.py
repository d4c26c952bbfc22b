"""The book of entries: tables made from the catalogue, one door for writing, the journal, import and export."""
