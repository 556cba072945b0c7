"""The font of the HTML pages.

The part of Latin Modern Math that symattn prints, under a name of its own.

    python docs/make/math_font.py latinmodern-math.otf symattn/rendering/math.woff2

Needs fonttools and brotli.  Latin Modern Math is on CTAN (lm-math) and in Debian's fonts-lmodern;
its licence, the GUST Font License, allows changed versions under another name.  Left out: other
alphabets, and the separate drawings for small sizes, which would double the file.
"""

from __future__ import annotations

import sys

from fontTools import subset

CHARACTERS = {
    *map(chr, range(0x20, 0x7F)), *"αβγδϵεζηθϑικλμνξπϖρϱσςτυϕφχψωΓΔΘΛΞΠΣΥΦΨΩℓℏ", *"ℎ𝔼ℝ𝒩𝟎",
    *"′⊤∑∏∫−±∓×·⋅∗∘⊙⊗⊕∧∨¬∀∃∞∂∇…⋯∅→←↦⇒⇔⇝≤≥≠≈≅∼≃≡≫≪∝∈∉⊂⊥∥|‖⟨⟩⌊⌋⌈⌉√"
    "¯˙\u0302\u0304\u0303\u20d7\u0307\u00a0",
    *(chr(start + k) for start in (0x1D434, 0x1D44E) for k in range(26)),
    *map(chr, range(0x1D6FC, 0x1D71C)), "\U0001d6a4", "\U0001d6a5",
}  # fmt: skip
NAMES = {
    1: "Symattn Math",
    2: "Regular",
    3: "Symattn Math 1",
    4: "Symattn Math",
    6: "SymattnMath",
    16: "Symattn Math",
    17: "Regular",
}


def main(source: str, target: str) -> None:
    options = subset.Options(
        flavor="woff2",
        layout_features=[],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 16, 17],
        notdef_outline=True,
        hinting=False,
        drop_tables=["FFTM", "GSUB", "GPOS", "GDEF"],
    )
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(CHARACTERS))
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in NAMES:
            record.string = NAMES[record.nameID]
        elif record.nameID == 0:
            record.string = f"{record}. Changed: a subset, renamed, for symattn."
    font["CFF "].cff.fontNames = [NAMES[6]]
    subset.save_font(font, target, options)


if __name__ == "__main__":
    main(*sys.argv[1:])
