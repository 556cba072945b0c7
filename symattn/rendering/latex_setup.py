"""The TeX that lays a page out: five columns, measured by TeX itself, so that no line is too wide.

A row tries, in this order: formula and reason side by side; the reason on its own line; the formula spelt so that it can
be broken.  The macros named \\symattn... with \\providecommand say *what* a thing is; a document may redefine them.
"""
from __future__ import annotations


def half_disc() -> str:
    """◐ out of rules, because neither LaTeX nor amssymb has one."""
    height = 0.35
    strips = []
    for k in range(-9, 9):
        middle = (k + 0.5) * height
        reach = (3.15**2 - middle**2) ** 0.5
        strips.append(rf"\put(-{reach:.2f},{k * height:.2f}){{\rule{{{reach:.2f}pt}}{{{height + 0.02:.2f}pt}}}}")
    return r"{\unitlength=1pt\raise2.6pt\hbox{\begin{picture}(7,0)(-3.5,0)\put(0,0){\circle{6.6}}" + "".join(strips) + r"\end{picture}}}"


SETUP = r"""% The layout of symattn's pages; needs amsmath and amssymb. Redefine \symattncolour, \symattntint, \symattnquiet to taste.
\ifdefined\symattnrow\else
\providecommand\symattncolour[2]{#2}% status, what is to stand out
\providecommand\symattnquiet[1]{#1}% reasons and numbers
\providecommand\symattntint[2]{\hbox{#2}}% status, a whole row that is not proved
\expandafter\def\csname symattn-mark-proved\endcsname{$\checkmark$}
\expandafter\def\csname symattn-mark-conditional\endcsname{HALFDISC}
\expandafter\def\csname symattn-mark-refuted\endcsname{$\boldsymbol\times$}
\expandafter\def\csname symattn-mark-undecided\endcsname{\textbf{?}}
\expandafter\def\csname symattn-mark-outside\endcsname{--}
\providecommand\symattnverdict[1]{\symattncolour{#1}{\csname symattn-mark-#1\endcsname}}
\providecommand\symattnreason[1]{{\small\symattnquiet{#1}}}
\providecommand\symattntag[1]{\textit{#1}}
\providecommand\symattnheading[2]{\par{\noindent\large\bfseries #1\quad #2\par}\nobreak\smallskip\nobreak}
\providecommand\symattnsubheading[1]{\par\penalty-100\vskip 9pt\noindent\textit{#1}\par\nobreak\vskip 2pt\nobreak}
\providecommand\symattncount[1]{\par\medskip\noindent{\small #1}\par\bigskip}
\providecommand\symattngiven[1]{{\noindent\textbf{Given}\enspace #1\par}\medskip}
\newdimen\symattnleftwd \newdimen\symattnrightwd \newdimen\symattnwholewd \newdimen\symattnnumberwd
\newdimen\symattnlinewd \newdimen\symattnrelationwd \newdimen\symattnmarkwd \newdimen\symattnreasonwd
\newbox\symattnleftbox \newbox\symattnrightbox \newbox\symattnformulabox \newbox\symattnreasonbox
\newbox\symattnlinebox
% A formula in running text: the second spelling where the first would not fit.
\newcommand\symattnformula[2]{\setbox\symattnformulabox\hbox{$#1$}%
  \ifdim\wd\symattnformulabox>.6\linewidth $#2$\else $#1$\fi}
\newcommand\symattnragged{\raggedright\emergencystretch=3em\relpenalty=300\binoppenalty=200\hbadness=10000\relax}
% The left sides are measured first; one that is wider than a third of the page gets a line of its own.
\newcommand\symattnstart{\par\symattnnumberwd=2.7em\symattnrelationwd=2.1em\symattnmarkwd=1.8em\symattnleftwd=0pt
  \symattnreasonwd=.29\linewidth}
\newcommand\symattnmeasure[1]{\setbox\symattnleftbox\hbox{$\displaystyle #1$}%
  \ifdim\wd\symattnleftbox<.34\linewidth\ifdim\wd\symattnleftbox>\symattnleftwd
  \symattnleftwd=\wd\symattnleftbox\fi\fi}
\newcommand\symattnnumber[1]{\hbox to\symattnnumberwd{\small\symattnquiet{#1}\hss}}
\newcommand\symattnset[2]{\par\ifnum\lastpenalty<10000\penalty-20\fi\vskip 5pt plus 2pt
  \noindent\def\symattnstatus{#1}\def\symattnproved{proved}%
  \ifx\symattnstatus\symattnproved\hbox to\linewidth{#2\hss}\else\symattntint{#1}{\hbox to\linewidth{#2\hss}}\fi\par}
\newcommand\symattnindented[1]{\hbox to\linewidth{\hskip\dimexpr\symattnnumberwd+\symattnleftwd+\symattnrelationwd\relax#1\hss}}
\newcommand\symattnparagraph[2]{\parbox[t]{#1}{\symattnragged\hangindent=1.2em\lineskiplimit=2pt\lineskip=4pt
  \noindent\strut$#2$\strut}}
% Width, formula, the same to be broken anywhere: fractions stay if the lines between them can be filled without overflow.
\newcommand\symattnbroken[3]{\def\symattnfits{1}\setbox\symattnformulabox\vbox{\hfuzz=\maxdimen\hsize=#1
  \symattnragged\hangindent=1.2em\noindent$\displaystyle #2$\par
  \loop\setbox\symattnlinebox\lastbox\ifvoid\symattnlinebox\else\symattnlinefits\unskip\unpenalty\repeat}%
  \ifnum\symattnfits=1 \symattnparagraph{#1}{\displaystyle #2}\else\symattnparagraph{#1}{#3}\fi}
\newcommand\symattnlinefits{\symattnlinewd=\wd\symattnlinebox\setbox\symattnlinebox\hbox{\unhbox\symattnlinebox}%
  \ifdim\wd\symattnlinebox>\dimexpr\symattnlinewd+.01pt\relax\gdef\symattnfits{0}\fi}
% status, number, left, left to be broken, relation, right, right to be broken, reason
\newcommand\symattnrow[8]{\begingroup
  \symattnwholewd=\dimexpr\linewidth-\symattnnumberwd-\symattnleftwd-\symattnrelationwd-\symattnmarkwd\relax
  \symattnrightwd=\dimexpr\symattnwholewd-\symattnreasonwd-1em\relax
  \setbox\symattnleftbox\hbox{$\displaystyle #3$}%
  \setbox\symattnrightbox\hbox{$\displaystyle #6$}%
  \def\symattnabove{}\def\symattnbelow{}\def\symattnbeside{\hss}%
  \def\symattnfirst{\symattnnumber{#2}}\def\symattntest{#8}%
  \ifdim\wd\symattnleftbox>\symattnleftwd
    \def\symattnabove{\hbox to\linewidth{\symattnnumber{#2}%
      \ifdim\wd\symattnleftbox<\dimexpr\linewidth-\symattnnumberwd-\symattnmarkwd\relax\box\symattnleftbox
      \else\symattnbroken{\dimexpr\linewidth-\symattnnumberwd-\symattnmarkwd\relax}{#3}{#4}\fi\hss}}%
    \def\symattnfirst{\hbox to\symattnnumberwd{}\hbox to\symattnleftwd{}}%
  \else
    \def\symattnfirst{\symattnnumber{#2}\hbox to\symattnleftwd{\hss\box\symattnleftbox}}%
  \fi
  \ifx\symattntest\empty\else
    \setbox\symattnreasonbox\hbox{\symattnreason{#8}}%
    \ifdim\wd\symattnrightbox>\symattnrightwd
      \ifdim\dimexpr\wd\symattnrightbox+\wd\symattnreasonbox+1em\relax<\symattnwholewd
        \def\symattnbeside{\hss\box\symattnreasonbox}%
      \else\def\symattnbelow{\symattnindented{\parbox[t]{\symattnwholewd}{\symattnragged\noindent\hspace{0pt}\strut\symattnreason{#8}\strut}}}\fi
    \else
      \def\symattnbeside{\hss\parbox[t]{\symattnreasonwd}{\symattnragged\noindent\hspace{0pt}\strut\symattnreason{#8}\strut}}%
    \fi
  \fi
  \symattnset{#1}{\vbox{\hsize\linewidth\lineskiplimit=2pt\lineskip=3pt
    \symattnabove
    \hbox to\linewidth{\strut\symattnfirst\hbox to\symattnrelationwd{\hss$#5$\hss}%
      \ifdim\wd\symattnrightbox>\symattnwholewd \symattnbroken{\symattnwholewd}{#6}{#7}\hss
      \else\hbox to\symattnwholewd{\box\symattnrightbox\symattnbeside}\fi
      \hbox to\symattnmarkwd{\hss\symattnverdict{#1}}}%
    \symattnbelow}}\endgroup}
% status, number, prose, reason
\newcommand\symattnprose[4]{\symattnset{#1}{\symattnnumber{#2}%
  \parbox[t]{\dimexpr\linewidth-\symattnnumberwd-\symattnmarkwd\relax}{\symattnragged\noindent\hspace{0pt}\strut #3%
  \def\symattntest{#4}\ifx\symattntest\empty\else\quad\symattnreason{#4}\fi\strut}\hss\hbox to\symattnmarkwd{\hss\symattnverdict{#1}}}}
% status, label, text
\newcommand\symattnmessage[3]{\par\nobreak\vskip 3pt\noindent\hbox to\linewidth{\hskip\symattnnumberwd
  \symattncolour{#1}{\vrule width 1.2pt}\hskip .7em
  \parbox[c]{\dimexpr\linewidth-\symattnnumberwd-\symattnmarkwd-1em\relax}{\small\symattnragged\noindent\hspace{0pt}\strut
  \def\symattntest{#2}\ifx\symattntest\empty\else\symattncolour{#1}{\textbf{#2.}} \fi #3\strut}\hss}\par\vskip 2pt}
\fi
""".replace("HALFDISC", half_disc())

STANDALONE = r"""\documentclass[11pt,a4paper]{article}
\usepackage{amsmath,amssymb,xcolor,geometry}
\geometry{margin=24mm}
\pagestyle{plain}
\definecolor{symattn-proved}{HTML}{1A7F37}
\definecolor{symattn-conditional}{HTML}{8A5A00}
\definecolor{symattn-refuted}{HTML}{C1121F}
\definecolor{symattn-undecided}{HTML}{6A3DA8}
\definecolor{symattn-outside}{HTML}{57606A}
\definecolor{symattn-quiet}{HTML}{6B7280}
\newcommand\symattncolour[2]{{\color{symattn-#1}#2}}
\newcommand\symattnquiet[1]{{\color{symattn-quiet}#1}}
\newcommand\symattntint[2]{\begingroup\fboxsep=2pt
  \hbox to\linewidth{\hskip-2pt\colorbox{symattn-#1!7}{#2}\hss}\endgroup}
\begin{document}
"""
END = "\\end{document}\n"
