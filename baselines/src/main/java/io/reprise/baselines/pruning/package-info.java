/** Filter pruning that several papers share: choosing filters, masking them, cutting them out. */
package io.reprise.baselines.pruning;
