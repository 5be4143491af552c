package io.reprise.datasets.captions;

/** The three parts of a captioned data set. */
public record CaptionSplits(
    CaptionedVideos train, CaptionedVideos validation, CaptionedVideos test) {}
