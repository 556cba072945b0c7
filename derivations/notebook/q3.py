"""Question 3: opinions.  Listed, and never judged."""

from symattn.writing.derivation import derivation


@derivation("3", title="Discussion", source="notebook, questions 3a to 3c")
def discussion(d):
    d.outside("3a: pretraining in part e provided more knowledge to the model.")
    d.outside("3b: misinformation; biased output.")
    d.outside(
        "3c: it may use some notion of similarity between a name and a birth place, which "
        "causes bias."
    )
