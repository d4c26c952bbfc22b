"""The sample office: a deterministic generator of a pair's two years, consistent with every rule of the catalogue."""

from jiedui.sample.office import SEED, Sample, generate

__all__ = ["SEED", "Sample", "generate"]
