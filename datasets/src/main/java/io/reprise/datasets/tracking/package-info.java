/** Videos with one tracked object: the files of OTB, VOT and sets like them, and the OTB scores. */
package io.reprise.datasets.tracking;
