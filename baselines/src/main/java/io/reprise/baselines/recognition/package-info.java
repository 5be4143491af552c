/** Networks that embed faces and persons for recognition. */
package io.reprise.baselines.recognition;
