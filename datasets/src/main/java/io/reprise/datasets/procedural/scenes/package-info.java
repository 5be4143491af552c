/**
 * Scenes of several objects with their boxes, for detection, and of people who do something with an
 * object, for human-object interaction.
 */
package io.reprise.datasets.procedural.scenes;
