/**
 * People and vehicles that are seen by several cameras, for re-identification: who is in a picture,
 * from which side, by which camera; with query and gallery of people that no training has seen.
 */
package io.reprise.datasets.procedural.identities;
