/** Style aggregated network for facial landmark detection (SAN, arXiv 1803.04108). */
package io.reprise.papers.san;
