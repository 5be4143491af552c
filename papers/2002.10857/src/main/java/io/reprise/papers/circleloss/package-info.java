/**
 * Circle loss (arXiv 2002.10857): losses on pair similarities, compared on three kinds of tasks.
 */
package io.reprise.papers.circleloss;
