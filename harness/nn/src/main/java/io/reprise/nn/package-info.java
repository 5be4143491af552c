/** Layers, initialisers, optimisers, schedules and the training loop, on any engine. */
package io.reprise.nn;
