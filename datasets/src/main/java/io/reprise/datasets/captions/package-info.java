/** Sentences that describe videos: the files of MSVD and MSR-VTT, vocabularies and scores. */
package io.reprise.datasets.captions;
