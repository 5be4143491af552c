/**
 * Random changes of images. What is random and how follows the field's common definitions
 * (torchvision's, where it has one); all of it comes from the generator that is handed in.
 */
package io.reprise.datasets.augmentation;
