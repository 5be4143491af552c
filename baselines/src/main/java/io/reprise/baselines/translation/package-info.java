/** Translation of images from one look to another without pairs of them. */
package io.reprise.baselines.translation;
