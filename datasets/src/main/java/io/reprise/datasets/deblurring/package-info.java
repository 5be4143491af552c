/** Pairs of blurred and sharp photos. */
package io.reprise.datasets.deblurring;
