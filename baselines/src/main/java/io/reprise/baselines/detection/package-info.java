/** Networks that find objects, and their parts. */
package io.reprise.baselines.detection;
