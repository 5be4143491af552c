/**
 * Data sets of people and vehicles seen by several cameras, and how retrieval is judged on them.
 */
package io.reprise.datasets.reidentification;
