"""Ranks of what is to be chosen under all weights that are admitted (SMAA-2), and how sure they are.

A room of its own, because processes that help to rank import it: what it leans on is what they take to start.
"""
