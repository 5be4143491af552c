/** More is Less: low-cost collaborative layers (arXiv 1703.08651). */
package io.reprise.papers.lccl;
