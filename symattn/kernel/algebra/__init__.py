"""Values of terms: exp-polynomials, quotients, coefficients of vectors and matrices."""
