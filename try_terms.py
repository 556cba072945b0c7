import sys, time
from fractions import Fraction as Q
from symattn.oracles import *
from symattn.question import *
