"""The import wizard (导入): files, sheets, rows, result; each step has its page, all of them one permanent address."""
