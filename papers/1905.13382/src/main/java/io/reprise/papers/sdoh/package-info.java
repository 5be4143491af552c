/** SDOH: supervised online hashing via similarity distribution learning (arXiv 1905.13382). */
package io.reprise.papers.sdoh;
