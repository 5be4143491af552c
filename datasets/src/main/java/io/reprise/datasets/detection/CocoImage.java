package io.reprise.datasets.detection;

/** An image of COCO: its number, the name of its file, and its size. */
public record CocoImage(long id, String file, int width, int height) {}
