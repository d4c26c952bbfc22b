"""How well reports are checked, beside other ways of checking them, on reports with known answers.

    python benchmarks/verdicts.py                          the whole comparison, as tables
    python benchmarks/verdicts.py generate BOOK FOLDER     reports and their answers from any book
    python benchmarks/verdicts.py score FOLDER             FOLDER/*.answer.json against FOLDER/*.gold.json

What is measured and how is told in ``docs/checker-benchmark.md``.
"""

from checkbench.main import main

if __name__ == "__main__":
    main()
