"""Draws of homes (抽签) that the pages lead from the roster to the settlement."""
