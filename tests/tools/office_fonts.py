"""A private font configuration for rendering official documents where the named typefaces are not installed."""

from __future__ import annotations

from pathlib import Path

ALIASES = {
    "仿宋_GB2312": ("FandolFang R", "FandolFang", "Noto Serif CJK SC"),
    "楷体_GB2312": ("FandolKai", "AR PL KaitiM GB", "Noto Serif CJK SC"),
    "黑体": ("FandolHei", "Noto Sans CJK SC"),
    "方正小标宋简体": ("Noto Serif CJK SC Black", "Noto Serif CJK SC", "FandolSong"),
    "宋体": ("FandolSong", "Noto Serif CJK SC"),
}


def write_fonts_conf(folder: Path, *more: Path) -> Path:
    """Write a ``fonts.conf`` into a folder: the system's typefaces, those in further folders, and the aliases."""
    places = "".join(f"<dir>{place}</dir>" for place in (Path("/usr/share/fonts"), *more))
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family><prefer>{"".join(f"<family>{each}</family>" for each in others)}</prefer></alias>'
        for name, others in ALIASES.items()
    )
    path = folder / "fonts.conf"
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>{places}<cachedir>{folder}/cache</cachedir>{aliases}</fontconfig>',
        "utf-8",
    )
    return path
