/** The hierarchical recurrent network for melodies (HRNN), arXiv 1712.05274. */
package io.reprise.papers.hrnn;
