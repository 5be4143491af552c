/** Networks stacked of searched cells (arXiv 1806.09055 and what followed it). */
package io.reprise.baselines.cells;
