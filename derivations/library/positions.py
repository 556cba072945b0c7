"""Rotations for positions: what can be said without sines and cosines."""

from symattn.writing.derivation import derivation


@derivation(
    "rotations",
    title="Rotary embeddings: rotations keep norms and see differences",
    source="J. Su et al., RoFormer, arXiv 2104.09864; for sinusoids, Vaswani et "
    "al., Attention is all you need, 3.5 (2017)",
)
def rotations(d):
    c, s, f, t = d.real("c"), d.real("s"), d.real("f"), d.real("t")
    x, y, z, w = d.real("x"), d.real("y"), d.real("z"), d.real("w")
    d.fact(c**2 + s**2, "=", 1)
    d.fact(f**2 + t**2, "=", 1)
    d.heading("$c, s$ are cosine and sine of one angle, $f, t$ of another")
    d.step((c * x - s * y) ** 2 + (s * x + c * y) ** 2, "=", x**2 + y**2, why="norms are kept")
    d.step(
        (c * x - s * y) * (f * z - t * w) + (s * x + c * y) * (t * z + f * w),
        "=",
        (f * c + t * s) * (x * z + y * w) + (t * c - f * s) * (y * z - x * w),
        why="$f c + t s$ and $t c - f s$ belong to the difference of the angles",
    )
    d.heading("With the difference the other way round")
    d.step(
        (c * x - s * y) * (f * z - t * w) + (s * x + c * y) * (t * z + f * w),
        "=",
        (f * c + t * s) * (x * z + y * w) - (t * c - f * s) * (y * z - x * w),
        expect="conditional",
        remark="$R_m^\\top R_n = R_{n-m}$, not $R_{m-n}$.",
    )
    d.outside(
        "That $f c + t s$ and $t c - f s$ are cosine and sine of the difference, and the "
        "sinusoids of the first positions, ask for sines and cosines in the language."
    )
