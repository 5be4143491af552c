/** Data sets of faces, and how verification and identification are judged on them. */
package io.reprise.datasets.faces;
