"""Imports as jobs (导入任务): files kept at once, work in a process of its own, everything remembered between visits."""
