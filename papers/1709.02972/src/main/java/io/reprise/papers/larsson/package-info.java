/**
 * Irreducible modules over the divergence zero algebras and their q-analogues (arXiv 1709.02972),
 * decided by exact linear algebra.
 */
package io.reprise.papers.larsson;
